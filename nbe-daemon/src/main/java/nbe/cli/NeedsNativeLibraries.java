package nbe.cli;

/** Marks a command that opens serial ports, readers or pseudo-terminals; {@link NativeLibraries} are there before it runs. */
interface NeedsNativeLibraries {}

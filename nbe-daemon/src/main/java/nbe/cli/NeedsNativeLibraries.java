package nbe.cli;

import nbe.cli.process.NativeLibraries;

/** Marks a command that uses serial ports, readers or pseudo-terminals: {@link NativeLibraries} are provided before it runs. */
interface NeedsNativeLibraries {}

package nbe.pcsc;

import java.util.Optional;
import java.util.function.LongSupplier;
import nbe.pcsc.binding.Binding;
import nbe.pcsc.binding.Pcsc;
import nbe.pcsc.jna.NativePcsc;
import nbe.pcsc.smartcardio.SmartcardioPcsc;

/**
 * Loads the binding that the configuration names; the JRE's where the native one cannot be loaded.
 *
 * @param nanoTime monotonic clock, nanoseconds
 */
public record PcscSource(Binding binding, LongSupplier nanoTime) implements Pcsc.Source {
    @Override
    public Pcsc load() {
        return switch (binding) {
            case NATIVE -> nativeOrStandIn(NativePcsc::load);
            case SMARTCARDIO -> SmartcardioPcsc.load(Optional.empty(), nanoTime);
        };
    }

    /** Both reasons are said if neither can be loaded. */
    Pcsc nativeOrStandIn(Pcsc.Source ofNative) {
        try {
            return ofNative.load();
        } catch (LinkageError | RuntimeException e) {
            try {
                return SmartcardioPcsc.load(Optional.of(reason(e)), nanoTime);
            } catch (LinkageError | RuntimeException other) {
                UnsatisfiedLinkError both = new UnsatisfiedLinkError(reason(e) + "; nor " + reason(other));
                both.addSuppressed(e);
                both.addSuppressed(other);
                throw both;
            }
        }
    }

    /** In one line, from the innermost cause: a class that could not be initialised earlier says only that. */
    private static String reason(Throwable e) {
        Throwable first = e;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return String.valueOf(first.getMessage()).lines().findFirst().orElse("").strip();
    }
}

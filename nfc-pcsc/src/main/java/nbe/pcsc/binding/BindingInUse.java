package nbe.pcsc.binding;

import java.util.Optional;

/**
 * The binding that was loaded. Immutable.
 *
 * @param insteadOfNative why it stands in for the native binding, which the configuration asks for, in one line; empty: it is the one
 *     that is asked for
 */
public record BindingInUse(Binding binding, Optional<String> insteadOfNative) {
    /** The default, as the configuration asks for it. */
    public static final BindingInUse NATIVE = new BindingInUse(Binding.NATIVE, Optional.empty());

    /** What to do about {@link #insteadOfNative}. */
    public static final String REMEDY =
            "let the endpoint load JNA's library (a folder not mounted noexec), or write [nfc] binding = \"smartcardio\"";

    /** What is wrong, for people; empty if nothing is. */
    public Optional<String> warning() {
        return insteadOfNative.map(
                why -> "PC/SC goes through javax.smartcardio, with what that cannot do, since the native binding"
                        + " cannot be loaded (" + why + ")");
    }
}

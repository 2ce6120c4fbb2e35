package nbe.agent.tls;

/** A file of the section {@code [tls]}, or the trust store, cannot be used; the message names the file and the remedy. */
public final class TlsSettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    TlsSettingsException(String message, Throwable cause) {
        super(message, cause);
    }

    TlsSettingsException(String message) {
        super(message);
    }
}

package nbe.referenceagent;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import nbe.referenceagent.switchboard.AgentListener;

/**
 * The options of a {@link ReferenceAgent}; {@link #builder()} has the defaults.
 *
 * @param endpointsAddress host name or address to which the listener for endpoints is bound
 * @param endpointsPort 0 to 65535; 0: any free one
 * @param webApiAddress the same for NEAs
 * @param webApiPort 0 to 65535; 0: any free one
 * @param certificate PEM chain for both listeners; with {@code key}, or neither
 * @param key PEM, unencrypted PKCS#8
 * @param bandsFile the directory, TOML
 * @param allowedOrigins web pages of other hosts that may talk to the agent, for example {@code https://mes.example:8443}; {@code *}
 *     for all
 * @param listener gets the events
 * @param clock the wall clock of events
 * @param atFatalError ends the program after a failure that the agent has logged; called once, by any thread
 */
public record AgentOptions(
        String endpointsAddress,
        int endpointsPort,
        String webApiAddress,
        int webApiPort,
        Optional<Path> certificate,
        Optional<Path> key,
        Optional<Path> bandsFile,
        Set<String> allowedOrigins,
        AgentListener listener,
        InstantSource clock,
        Runnable atFatalError) {
    /** Default port for endpoints. */
    public static final int ENDPOINTS_PORT = 9120;
    /** Default port for NEAs. */
    public static final int WEB_API_PORT = 8080;
    /** The path at which endpoints connect. */
    public static final String ENDPOINTS_PATH = "/socket/websocket";

    private static final String LOOPBACK = "127.0.0.1";

    /** @throws IllegalArgumentException if a port is out of range, or one of certificate and key is without the other */
    public AgentOptions {
        requirePort(endpointsPort);
        requirePort(webApiPort);
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("TLS needs both a certificate and a key");
        }
        allowedOrigins = Set.copyOf(allowedOrigins);
        Objects.requireNonNull(endpointsAddress);
        Objects.requireNonNull(webApiAddress);
        Objects.requireNonNull(bandsFile);
        Objects.requireNonNull(listener);
        Objects.requireNonNull(clock);
        Objects.requireNonNull(atFatalError);
    }

    private static void requirePort(int port) {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
        }
    }

    /** The defaults: loopback, both default ports, no TLS, no directory. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects options; one thread. */
    public static final class Builder {
        private String endpointsAddress = LOOPBACK;
        private int endpointsPort = ENDPOINTS_PORT;
        private String webApiAddress = LOOPBACK;
        private int webApiPort = WEB_API_PORT;
        private Path certificate;
        private Path key;
        private Path bandsFile;
        private final Set<String> allowedOrigins = new LinkedHashSet<>();
        private AgentListener listener = event -> {};
        private InstantSource clock = InstantSource.system();
        private Runnable atFatalError = () -> {};

        private Builder() {}

        /** Binds both listeners to this address. */
        public Builder address(String address) {
            endpointsAddress = address;
            webApiAddress = address;
            return this;
        }

        public Builder endpointsAddress(String address) {
            endpointsAddress = address;
            return this;
        }

        public Builder webApiAddress(String address) {
            webApiAddress = address;
            return this;
        }

        public Builder endpointsPort(int port) {
            endpointsPort = port;
            return this;
        }

        public Builder webApiPort(int port) {
            webApiPort = port;
            return this;
        }

        /** TLS on both listeners; null: not given. */
        public Builder tls(Path pemCertificate, Path pemKey) {
            certificate = pemCertificate;
            key = pemKey;
            return this;
        }

        /** Null: an empty directory. */
        public Builder bandsFile(Path file) {
            bandsFile = file;
            return this;
        }

        public Builder allowOrigin(String origin) {
            allowedOrigins.add(origin);
            return this;
        }

        public Builder listener(AgentListener agentListener) {
            listener = agentListener;
            return this;
        }

        public Builder clock(InstantSource wallClock) {
            clock = wallClock;
            return this;
        }

        /** See {@link AgentOptions#atFatalError()}. */
        public Builder atFatalError(Runnable end) {
            atFatalError = end;
            return this;
        }

        /**
         * The options.
         *
         * @throws IllegalArgumentException as {@link AgentOptions} does
         */
        public AgentOptions build() {
            return new AgentOptions(
                    endpointsAddress,
                    endpointsPort,
                    webApiAddress,
                    webApiPort,
                    Optional.ofNullable(certificate),
                    Optional.ofNullable(key),
                    Optional.ofNullable(bandsFile),
                    allowedOrigins,
                    listener,
                    clock,
                    atFatalError);
        }
    }
}

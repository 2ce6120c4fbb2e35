package nbe.pcsc.smartcardio;

import com.sun.jna.Platform;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactory;
import nbe.pcsc.binding.Binding;
import nbe.pcsc.binding.BindingInUse;
import nbe.pcsc.binding.Pcsc;
import nbe.pcsc.binding.PcscContext;
import nbe.pcsc.binding.PcscException;
import nbe.pcsc.binding.PcscLite;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PC/SC through {@code javax.smartcardio}: whichever provider of the JRE comes first, in the stock one SunPCSC, which gets a connection
 * for each context; others are left to themselves.
 */
public final class SmartcardioPcsc implements Pcsc {
    /** {@link TerminalFactory#getDefaultType()} says None for ever if there was no service at its first call. */
    private static final String TYPE = System.getProperty("javax.smartcardio.TerminalFactory.DefaultType", "PC/SC");

    /** SunPCSC loads the library of this path; its own search knows fewer folders. */
    private static final String LIBRARY = "sun.security.smartcardio.library";

    private static final Logger LOG = LoggerFactory.getLogger("pcsc");

    private final BindingInUse inUse;
    private final Connection.Maker connections;
    private final LongSupplier nanoTime;

    private SmartcardioPcsc(BindingInUse inUse, Connection.Maker connections, LongSupplier nanoTime) {
        this.inUse = inUse;
        this.connections = connections;
        this.nanoTime = nanoTime;
    }

    /**
     * Finds a provider. A service that does not run is no error here.
     *
     * @param insteadOfNative as in {@link BindingInUse}
     * @param nanoTime monotonic clock, nanoseconds
     * @throws UnsatisfiedLinkError if the JRE has none, or it finds no PC/SC library
     */
    public static Pcsc load(Optional<String> insteadOfNative, LongSupplier nanoTime) {
        if (!Platform.isWindows() && System.getProperty(LIBRARY) == null) {
            PcscLite.libraries().stream().findFirst().ifPresent(path -> System.setProperty(LIBRARY, path.toString()));
        }
        Provider provider = provider();
        LOG.debug("javax.smartcardio: {}", provider);
        Connection.Maker shared = () -> SharedConnection.connect(provider);
        return new SmartcardioPcsc(
                new BindingInUse(Binding.SMARTCARDIO, insteadOfNative),
                SunPcsc.opened(provider).map(Connection.Maker.class::cast).orElse(shared),
                nanoTime);
    }

    /** The first that has terminals, or would have them if the service ran. */
    private static Provider provider() {
        UnsatisfiedLinkError none =
                new UnsatisfiedLinkError("this Java runtime has no provider of javax.smartcardio for " + TYPE);
        Provider[] all = Security.getProviders("TerminalFactory." + TYPE);
        for (Provider provider : all == null ? new Provider[0] : all) {
            try {
                return TerminalFactory.getInstance(TYPE, null, provider).getProvider();
            } catch (NoSuchAlgorithmException e) {
                if (ProviderErrors.isOfService(e)) {
                    return provider;
                }
                none = new UnsatisfiedLinkError(provider.getName() + ": " + ProviderErrors.deepest(e));
                none.initCause(e);
            }
        }
        throw none;
    }

    @Override
    public BindingInUse binding() {
        return inUse;
    }

    @Override
    public boolean serviceIsYoung() {
        return PcscLite.isYoung();
    }

    @Override
    public PcscContext newContext() throws PcscException {
        return new SmartcardioContext(connections.connect(), nanoTime);
    }

    /** The terminals of a new factory. */
    static CardTerminals terminals(Provider provider) throws PcscException {
        try {
            return TerminalFactory.getInstance(TYPE, null, provider).terminals();
        } catch (NoSuchAlgorithmException e) {
            throw ProviderErrors.of("TerminalFactory.getInstance", e);
        }
    }
}

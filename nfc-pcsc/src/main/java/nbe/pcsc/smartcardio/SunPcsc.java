package nbe.pcsc.smartcardio;

import java.lang.reflect.Field;
import java.security.Provider;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import nbe.pcsc.binding.PcscException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JRE's own provider, with a connection for each thread. Left alone, it makes one context for the whole process, which is of no use
 * any more once the service has ended, and in which a call that hangs stops every other (the same in JDK 17 and 25). That context lies in
 * a static field of {@code sun.security.smartcardio.PCSCTerminals}, beside the terminals that were made of it; {@code Add-Opens} in the
 * manifest of {@code nbe.jar} makes both accessible. Whose turn it is to list terminals puts its own context there.
 *
 * <p>The provider never gives a context back, so those that are used no longer are kept for the next thread.
 */
final class SunPcsc implements Connection.Maker {
    private static final Logger LOG = LoggerFactory.getLogger("pcsc");

    private static final long NONE = 0;

    /** All contexts that are known here: of the whole process, as the provider's own is. Guarded by the owner's monitor; so is the next. */
    private static final Set<Long> OURS = new HashSet<>();

    private static final Deque<Long> IDLE = new ArrayDeque<>();

    private final Provider provider;

    /** Its monitor guards the fields, as in its own methods. */
    private final Class<?> owner;

    private final Field context;
    private final Field terminals;

    private SunPcsc(Provider provider, Class<?> owner, Field context, Field terminals) {
        this.provider = provider;
        this.owner = owner;
        this.context = context;
        this.terminals = terminals;
    }

    /** Empty if it is another provider, or if its fields are closed to us or are not there. */
    static Optional<SunPcsc> opened(Provider provider) {
        if (!provider.getName().equals("SunPCSC")) {
            return Optional.empty();
        }
        try {
            ClassLoader loader = provider.getClass().getClassLoader();
            Class<?> owner = Class.forName("sun.security.smartcardio.PCSCTerminals", false, loader);
            Field context = owner.getDeclaredField("contextId");
            Field terminals = owner.getDeclaredField("terminals");
            context.setAccessible(true);
            terminals.setAccessible(true);
            SunPcsc opened = new SunPcsc(provider, owner, context, terminals);
            opened.keepFirst();
            return Optional.of(opened);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.warn(
                    "SunPCSC has one connection for all readers, which cannot be renewed: once the PC/SC service has been"
                            + " restarted, the endpoint must be, too ({})",
                    e.toString());
            return Optional.empty();
        }
    }

    /** The provider makes its first context when it is loaded, if the service runs then. */
    private void keepFirst() {
        synchronized (owner) {
            if (selected() != NONE && OURS.add(selected())) {
                IDLE.push(selected());
            }
        }
    }

    @Override
    public Connection connect() throws PcscException {
        synchronized (owner) {
            while (!IDLE.isEmpty()) {
                Own kept = new Own(IDLE.pop());
                try {
                    kept.terminals();
                    return kept;
                } catch (CardException e) {
                    if (ProviderErrors.isOfNoReader(e)) {
                        return kept;
                    }
                    LOG.debug("a context of before is of no use: {}", ProviderErrors.deepest(e));
                }
            }
            select(NONE);
            SmartcardioPcsc.terminals(provider); // makes a context, for none is selected
            OURS.add(selected());
            return new Own(selected());
        }
    }

    private final class Own implements Connection {
        private final long id;
        private boolean closed;

        Own(long id) {
            this.id = id;
        }

        @Override
        public List<CardTerminal> terminals() throws CardException {
            synchronized (owner) {
                select(id);
                try {
                    return SmartcardioPcsc.terminals(provider).list();
                } catch (PcscException e) {
                    throw new CardException(e);
                }
            }
        }

        @Override
        public void close() {
            synchronized (owner) {
                if (!closed) {
                    closed = true;
                    IDLE.push(id);
                }
            }
        }
    }

    /** The next terminals that the provider makes are of this context. */
    private void select(long id) {
        try {
            ((Map<?, ?>) terminals.get(null)).clear();
            context.setLong(null, id);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private long selected() {
        try {
            return context.getLong(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}

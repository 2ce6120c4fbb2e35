package nbe.pcsc.smartcardio;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import nbe.pcsc.binding.PcscCard;
import nbe.pcsc.binding.PcscCode;
import nbe.pcsc.binding.PcscContext;
import nbe.pcsc.binding.PcscException;
import nbe.pcsc.binding.ReaderStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A view on the provider's terminals. It looks at each reader every {@link #LOOK_MILLIS}, instead of waiting in the provider: a wait there
 * cannot be ended, does not learn of new readers, and may hold the connection that another thread needs to read a card.
 *
 * <p>A state that it reports has no event count and no ATR, and of the flags only whether a card is present.
 */
final class SmartcardioContext implements PcscContext {
    /** From one look to the next: what a tap may come later by. */
    static final int LOOK_MILLIS = 50;

    /**
     * The same after a card has left, for as long as it may come back as the same placement: the time between both must not seem longer
     * than it was.
     */
    static final int QUICK_LOOK_MILLIS = 10;

    private static final int QUICK_LOOKS = 60;

    /**
     * After a pause longer than this between two looks nobody knows when a card was placed: its reader counts as out of reach for one
     * look, and what lies there then is no placement.
     */
    static final long BLIND_NANOS = 1_000_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger("pcsc");

    private final Connection connection;
    private final LongSupplier nanoTime;
    private final Map<String, CardTerminal> byName = new HashMap<>();
    private final Semaphore cancels = new Semaphore(0);
    private OptionalLong lookedNanos = OptionalLong.empty();
    private int quickLooks;

    SmartcardioContext(Connection connection, LongSupplier nanoTime) {
        this.connection = connection;
        this.nanoTime = nanoTime;
    }

    @Override
    public List<String> readers() throws PcscException {
        byName.clear();
        List<String> names = new ArrayList<>();
        try {
            for (CardTerminal terminal : connection.terminals()) {
                names.add(terminal.getName());
                byName.put(terminal.getName(), terminal);
            }
        } catch (CardException e) {
            if (!ProviderErrors.isOfNoReader(e)) {
                throw ProviderErrors.of("CardTerminals.list", e);
            }
        }
        return List.copyOf(names);
    }

    /** Refuses the pseudo-reader, which no provider knows: as if there were no room for it. */
    @Override
    public List<ReaderStatus> awaitChange(List<ReaderStatus> known, int timeoutMillis) throws PcscException {
        if (known.stream().anyMatch(status -> status.reader().equals(ReaderStatus.PNP))) {
            throw PcscException.of(PcscCode.INVALID_PARAMETER, "javax.smartcardio has no pseudo-reader");
        }
        cancels.drainPermits();
        int left = timeoutMillis;
        while (true) {
            List<ReaderStatus> now = look(known);
            if (!now.equals(known)) {
                return now;
            }
            if (left <= 0) {
                return List.of();
            }
            int millis = Math.min(quickLooks > 0 ? QUICK_LOOK_MILLIS : LOOK_MILLIS, left);
            pause(millis);
            left -= millis;
        }
    }

    private List<ReaderStatus> look(List<ReaderStatus> known) throws PcscException {
        long before = nanoTime.getAsLong();
        boolean blind = lookedNanos.isPresent() && before - lookedNanos.getAsLong() > BLIND_NANOS;
        if (blind) {
            LOG.warn(
                    "no reader was looked at for {} ms: cards that were placed meanwhile are no taps",
                    TimeUnit.NANOSECONDS.toMillis(before - lookedNanos.getAsLong()));
        }
        quickLooks = Math.max(0, quickLooks - 1);
        List<ReaderStatus> now = new ArrayList<>();
        for (ReaderStatus status : known) {
            ReaderStatus seen = look(status, blind);
            now.add(seen);
            if (status.present() && !seen.present()) {
                quickLooks = QUICK_LOOKS;
            }
        }
        lookedNanos = OptionalLong.of(before);
        return now;
    }

    private ReaderStatus look(ReaderStatus known, boolean blind) throws PcscException {
        boolean isNew = known.state() == ReaderStatus.UNAWARE;
        int state = blind && !isNew ? ReaderStatus.UNAVAILABLE : stateOf(terminal(known.reader()));
        return new ReaderStatus(known.reader(), state, null);
    }

    private static int stateOf(CardTerminal terminal) throws PcscException {
        try {
            return terminal.isCardPresent() ? ReaderStatus.PRESENT : ReaderStatus.EMPTY;
        } catch (CardException e) {
            throw ProviderErrors.of("CardTerminal.isCardPresent", e);
        }
    }

    private CardTerminal terminal(String reader) throws PcscException {
        CardTerminal terminal = byName.get(reader);
        if (terminal == null) {
            readers();
            terminal = byName.get(reader);
        }
        if (terminal == null) {
            throw PcscException.of(PcscCode.UNKNOWN_READER, "javax.smartcardio does not list " + reader);
        }
        return terminal;
    }

    private void pause(int millis) throws PcscException {
        try {
            if (!cancels.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw PcscException.of(PcscCode.CANCELLED, "no longer waited for");
    }

    @Override
    public PcscCard connect(String reader) throws PcscException {
        try {
            return new SmartcardioCard(terminal(reader).connect("*"));
        } catch (CardException e) {
            throw ProviderErrors.of("CardTerminal.connect", e);
        }
    }

    @Override
    public void cancel() {
        cancels.release();
    }

    @Override
    public void close() {
        connection.close();
    }
}

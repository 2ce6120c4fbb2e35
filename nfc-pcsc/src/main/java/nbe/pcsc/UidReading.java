package nbe.pcsc;

import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;
import nbe.pcsc.binding.Pcsc;
import nbe.pcsc.binding.PcscCard;
import nbe.pcsc.binding.PcscContext;
import nbe.pcsc.binding.PcscException;
import nbe.pcsc.binding.ServiceText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the UID of a card: connect, GET DATA (PC/SC part 3, section 3.2.2.1.3), disconnect. Sends nothing else, and keeps no
 * connection between attempts. Belongs to one thread; keeps its context between cards.
 */
final class UidReading implements AutoCloseable {
    /** A card at the edge of the field often answers the second time. */
    private static final int ATTEMPTS = 3;

    /**
     * The attempts begin this long after the request, or as soon as the one before has ended: together they cover the time that a
     * hand needs to come near, and end before the 250 ms that a tap may take.
     */
    static final long[] ATTEMPT_AT_NANOS = {0, 60_000_000L, 130_000_000L};

    /** Windows' own programs read each card first (Smart Card Plug and Play); a holder gets this long to let go. */
    static final long HOLDER_NANOS = 1_000_000_000L;

    static final long HOLDER_RETRY_NANOS = 50_000_000L;

    private static final Logger LOG = LoggerFactory.getLogger("pcsc");
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();
    private static final Set<Integer> UID_LENGTHS = Set.of(4, 7, 8, 10);
    private static final int ANY_LENGTH = 256;

    /** How to wait; tests move a clock instead. */
    @FunctionalInterface
    interface Pause {
        void pause(UidRequest request, long nanos) throws InterruptedException;
    }

    private final Pcsc pcsc;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private PcscContext context;

    UidReading(Pcsc pcsc, LongSupplier nanoTime, Pause pause) {
        this.pcsc = pcsc;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /** Makes the context early, so that the first card does not wait for it. */
    void prepare() {
        try {
            context();
        } catch (PcscException e) {
            LOG.debug("no context for a reader yet: {}", e.getMessage());
        }
    }

    /** Carries a request out; returns early once it is cancelled. */
    UidOutcome read(UidRequest request) throws InterruptedException {
        String why = "not tried";
        int expectedLength = ANY_LENGTH;
        boolean held = false;
        long heldSinceNanos = 0;
        long beganNanos = nanoTime.getAsLong();
        for (int attempt = 1; attempt <= ATTEMPTS && !request.isCancelled(); ) {
            boolean waiting = false;
            try {
                ResponseOf answer = ask(request.reader(), expectedLength);
                if (answer.uid() != null) {
                    return new UidOutcome.Got(answer.uid(), answer.connectedNanos(), nanoTime.getAsLong());
                }
                why = answer.text();
                expectedLength = answer.nextLength();
                attempt++;
            } catch (PcscException e) {
                why = e.getMessage();
                LOG.debug("{}: {}", request.reader(), why);
                switch (e.code().recovery()) {
                    case CARD_GONE, READER_GONE -> {
                        return new UidOutcome.Unread(why);
                    }
                    case ASK_ADMINISTRATOR -> {
                        return new UidOutcome.Barred(ServiceText.of(e));
                    }
                    case WAIT_FOR_HOLDER -> {
                        long now = nanoTime.getAsLong();
                        heldSinceNanos = held ? heldSinceNanos : now;
                        held = true;
                        if (now - heldSinceNanos >= HOLDER_NANOS) {
                            return new UidOutcome.Barred(
                                    "another program holds the card for itself; close that program");
                        }
                        waiting = true;
                    }
                    case NEW_CONTEXT -> {
                        close();
                        attempt++;
                    }
                    case NONE, AGAIN -> attempt++;
                }
            }
            if (attempt <= ATTEMPTS) {
                long sinceNanos = nanoTime.getAsLong() - beganNanos;
                pause.pause(
                        request,
                        waiting ? HOLDER_RETRY_NANOS : Math.max(0, ATTEMPT_AT_NANOS[attempt - 1] - sinceNanos));
            }
        }
        return new UidOutcome.Unread(request.isCancelled() ? "the card left first (" + why + ")" : why);
    }

    /** One answer: the UID, or null, why there is no UID, and how many bytes to ask for next time. */
    private record ResponseOf(Uid uid, String text, int nextLength, long connectedNanos) {}

    private ResponseOf ask(String reader, int expectedLength) throws PcscException {
        try (PcscCard card = context().connect(reader)) {
            long connectedNanos = nanoTime.getAsLong();
            CommandAPDU command = new CommandAPDU(0xFF, 0xCA, 0x00, 0x00, expectedLength);
            trace(reader, '>', command.getBytes());
            Optional<ResponseAPDU> answer = card.transmit(command);
            trace(reader, '<', answer.map(ResponseAPDU::getBytes).orElse(new byte[0]));
            if (answer.isEmpty()) {
                return new ResponseOf(null, "empty answer", ANY_LENGTH, connectedNanos);
            }
            byte[] data = answer.get().getData();
            int status = answer.get().getSW();
            if (status == 0x9000 && UID_LENGTHS.contains(data.length)) {
                return new ResponseOf(new Uid(data), "", ANY_LENGTH, connectedNanos);
            }
            int nextLength = status >>> 8 == 0x6C && (status & 0xFF) != 0 ? status & 0xFF : ANY_LENGTH;
            String text = "SW %04X with %d bytes".formatted(status, data.length);
            LOG.debug("{}: no UID: {}", reader, text);
            return new ResponseOf(null, text, nextLength, connectedNanos);
        }
    }

    private PcscContext context() throws PcscException {
        if (context == null) {
            context = pcsc.newContext();
        }
        return context;
    }

    private static void trace(String reader, char direction, byte[] bytes) {
        if (LOG.isTraceEnabled()) {
            LOG.trace("{} {} {}", reader, direction, HEX.formatHex(bytes));
        }
    }

    @Override
    public void close() {
        if (context != null) {
            context.close();
            context = null;
        }
    }
}

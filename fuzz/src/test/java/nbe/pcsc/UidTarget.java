package nbe.pcsc;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;
import nbe.fuzz.Check;
import nbe.fuzz.Input;
import nbe.pcsc.binding.PcscCard;
import nbe.pcsc.binding.PcscContext;
import nbe.pcsc.binding.PcscException;
import nbe.pcsc.binding.ReaderStatus;

/**
 * A card that answers anything, each answer a length byte and that many bytes; some answers are errors of the service. The reader
 * takes the UID from the first valid answer, sends at most three commands, and closes each connection.
 */
public final class UidTarget {
    private static final Set<Integer> UID_LENGTHS = Set.of(4, 7, 8, 10);
    private static final int ERROR = 0xFF;

    private UidTarget() {}

    public static void fuzzerTestOneInput(byte[] data) throws InterruptedException {
        Card card = new Card(new Input(data));
        UidOutcome outcome;
        try (UidReading reading =
                new UidReading(() -> card, () -> card.clock, (request, nanos) -> card.clock += nanos)) {
            outcome = reading.read(new UidRequest("a reader", new Placement(0, false)));
        }
        Check.that(card.commands <= 3, card.commands + " commands");
        Check.equal(0, card.open, "connections left open");
        Check.that(card.clock <= 2_000_000_000L, "it took " + card.clock + " ns");
        if (card.uid != null) {
            Check.that(outcome instanceof UidOutcome.Got, "the UID was there: " + outcome);
            Uid uid = ((UidOutcome.Got) outcome).uid();
            Check.equal(new Uid(card.uid), uid, "UID");
            Check.equal(2 * card.uid.length, uid.hex().length(), "hex of " + uid.hex());
            Check.that(uid.toString().length() <= 5, "a UID in full: " + uid);
        } else {
            Check.that(!(outcome instanceof UidOutcome.Got), "no answer was a UID: " + outcome);
        }
    }

    /** The service, its context and the card in one. */
    private static final class Card implements PcscContext {
        private final Input answers;
        private long clock;
        private int commands;
        private int open;
        private byte[] uid;

        Card(Input answers) {
            this.answers = answers;
        }

        @Override
        public List<String> readers() {
            return List.of();
        }

        @Override
        public List<ReaderStatus> awaitChange(List<ReaderStatus> known, int timeoutMillis) {
            return List.of();
        }

        @Override
        public PcscCard connect(String reader) throws PcscException {
            int length = answers.u8();
            if (length == ERROR) {
                throw new PcscException("SCardConnect", 0x8010_0000 | answers.u8());
            }
            byte[] answer = answers.bytes(length);
            open++;
            return new PcscCard() {
                @Override
                public Optional<ResponseAPDU> transmit(CommandAPDU command) {
                    commands++;
                    Check.that(
                            Arrays.equals(
                                    new byte[] {(byte) 0xFF, (byte) 0xCA, 0, 0}, Arrays.copyOf(command.getBytes(), 4)),
                            "a command other than GET DATA");
                    Check.that(uid == null, "asked again after the UID was there");
                    int end = answer.length;
                    if (end >= 2
                            && answer[end - 2] == (byte) 0x90
                            && answer[end - 1] == 0
                            && UID_LENGTHS.contains(end - 2)) {
                        uid = Arrays.copyOf(answer, end - 2);
                    }
                    return end < 2 ? Optional.empty() : Optional.of(new ResponseAPDU(answer));
                }

                @Override
                public void close() {
                    open--;
                }
            };
        }

        @Override
        public void cancel() {}

        @Override
        public void close() {}
    }
}

package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nbe.simulator.nfc.SerialCardReader;
import nbe.simulator.nfc.VirtualCard;
import nbe.testing.Await;
import nbe.testing.Message;
import nbe.testing.Pcscd;
import nbe.testing.ReaderObserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Readers of one name, which the real pcscd numbers as it finds them: one that comes back is another to it. pcscd gives no number
 * anew while it runs but to USB readers, which a pseudo-terminal is not; so it is restarted.
 */
class ReaderNumbersIT {
    private static final String UID = "04A1B2C3D4E5F6";
    private static final String OTHER_UID = "04112233445566";
    private static final String FORGOTTEN = "0400000000AAAA";
    /** In a line of /proc/net/unix. */
    private static final int INODE_AT = 6;

    private static final String NUMBER_0 = "Serial Reader 00 00";
    private static final String NUMBER_1 = "Serial Reader 01 00";

    /** pcscd looks for cards every 400 ms, and powers them up first. */
    private static final Duration REPORT = Duration.ofSeconds(4);

    private static final Duration BACK = Duration.ofSeconds(3);
    /** Longer than the daemon takes a card that shows up for one that lay there before. */
    private static final Duration SETTLED = Duration.ofMillis(1200);

    @RegisterExtension
    final Chain chain = new Chain();

    private final Pcscd service = new Pcscd(Path.of("target", "pcscd.log"));
    private SerialCardReader first;
    private SerialCardReader second;

    @BeforeEach
    void twoReadersAndADaemonThatKnowsHowTheirNamesBegin() throws IOException, InterruptedException {
        Pcscd.require();
        first = SerialCardReader.open();
        second = SerialCardReader.open();
        first.plugIn();
        second.plugIn();
        startService(first, second);
        chain.configure("nfc.enabled", "true")
                .configure("ble.enabled", "false")
                .configure("nfc.readers", "[\"serial reader\"]")
                .start();
        Await.until(BACK, "both readers are watched", () -> logged("reader " + NUMBER_1 + " arrived") == 1);
    }

    @AfterEach
    void takeAllAway() {
        chain.stop();
        service.close();
        Stream.of(first, second).filter(reader -> reader != null).forEach(SerialCardReader::close);
    }

    private void startService(SerialCardReader... inOrder) throws IOException, InterruptedException {
        service.startWithSerialReaders(
                chain.directory().resolve("readers"),
                Stream.of(inOrder).map(reader -> Path.of(reader.path())).toList());
    }

    private void stopService() {
        service.close();
        Await.until(BACK, "the service's end is noticed", () -> chain.logged("PC/SC service down"));
    }

    private long logged(String words) {
        return chain.log().stream().filter(line -> line.contains(words)).count();
    }

    private void assertTaps(SerialCardReader reader, String uid, String name) {
        int before = chain.mark();
        reader.insert(VirtualCard.of(uid));
        Message intent = chain.awaitFrame(REPORT, "intent of " + uid, before, frame -> frame.isIntent("NFC"));
        assertEquals(uid, intent.payload("nfc_uid"));
        assertEquals(name, intent.payload("reader"));
    }

    /** Takes the card away for so long that it counts again. */
    private void take(SerialCardReader reader, String name) {
        try (ReaderObserver observer = new ReaderObserver(name)) {
            reader.remove();
            observer.await(name, false);
        }
        Await.never(Duration.ofMillis(550), "an intent of a card that was taken away", () -> false);
    }

    private static List<String> readerThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("reader-"))
                .sorted()
                .toList();
    }

    @Test
    void aReaderThatComesBackUnderAnotherNumberTapsUnderItAndTheOldOneIsGone()
            throws IOException, InterruptedException {
        List<String> both = List.of("reader-" + NUMBER_0, "reader-" + NUMBER_1);
        Await.until(BACK, "a thread for each reader", () -> readerThreads().equals(both));
        Await.until(BACK, "the connections of the watch and of both readers", () -> Pcscd.clients() == 3);
        long ownEnds = ownEnds();
        assertTaps(second, UID, NUMBER_1);

        stopService();
        first.unplug();
        second.insert(VirtualCard.of(FORGOTTEN));
        startService(first, second);
        Await.until(BACK, "it is watched", () -> logged("reader " + NUMBER_0 + " arrived") == 2);
        int before = chain.intents().size();
        chain.noIntentAfter(before, SETTLED, "an intent of a card that came with it");
        assertEquals(List.of("reader-" + NUMBER_0), readerThreads());
        assertEquals(2, Pcscd.clients(), "the watch, and one for the reader");
        assertEquals(ownEnds - 1, ownEnds(), "and none is left over of the service that ended");

        take(second, NUMBER_0);
        assertTaps(second, UID, NUMBER_0);
        assertEquals(1, logged("reader " + NUMBER_0 + " gone"), chain::report);
        assertEquals(1, logged("reader " + NUMBER_1 + " gone"), chain::report);
        assertEquals(1, logged("reader " + NUMBER_1 + " arrived"), chain::report);
        assertEquals(1, logged("PC/SC service down"), chain::report);
        assertEquals(1, logged("PC/SC service up, 1 reader"), chain::report);
    }

    /** This process's ends of connections to pcscd, living and dead; it has no other sockets of this kind. */
    private static long ownEnds() {
        try (Stream<String> sockets = Files.lines(Path.of("/proc/net/unix"));
                Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            Set<String> ofThisKind = sockets.map(line -> line.split(" +"))
                    .filter(words -> words.length > INODE_AT)
                    .map(words -> "socket:[" + words[INODE_AT] + "]")
                    .collect(Collectors.toSet());
            return open.map(ReaderNumbersIT::target)
                    .filter(ofThisKind::contains)
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException e) {
            return "closed meanwhile";
        }
    }

    @Test
    void twoReadersThatSwapNumbersTapUnderThePresentOnes() throws IOException, InterruptedException {
        assertTaps(first, UID, NUMBER_0);
        assertTaps(second, OTHER_UID, NUMBER_1);

        stopService();
        second.remove();
        startService(second, first);
        Await.until(BACK, "both are watched", () -> logged("reader " + NUMBER_1 + " arrived") == 2);
        Await.until(BACK, "one with its card", () -> chain.logged("reader " + NUMBER_1 + " arrived, a card"));
        int before = chain.intents().size();
        chain.noIntentAfter(before, SETTLED, "an intent of a card that came along");
        assertTaps(second, OTHER_UID, NUMBER_0);
        take(first, NUMBER_1);
        assertTaps(first, UID, NUMBER_1);
        assertEquals(List.of("reader-" + NUMBER_0, "reader-" + NUMBER_1), readerThreads());
        assertEquals(3, Pcscd.clients());
    }

    @Test
    void aReaderThatItsDriverCannotReachIsToldOnceAndTapsAgainWhenItIsBack() throws IOException, InterruptedException {
        assertTaps(first, UID, NUMBER_0);
        first.unplug();
        Await.until(Duration.ofSeconds(6), "it is told", () -> chain.logged(NUMBER_0 + " is of no use at present"));
        assertTaps(second, OTHER_UID, NUMBER_1);
        int before = chain.intents().size();
        first.plugIn();
        Await.until(BACK, "it is back", () -> chain.logged(NUMBER_0 + " works again"));
        chain.noIntentAfter(before, SETTLED, "an intent of a card that lay there");
        take(first, NUMBER_0);
        assertTaps(first, UID, NUMBER_0);
        assertEquals(1, logged(" is of no use at present"), chain::report);
        assertTrue(logged(" gone") == 0, chain::report);
    }
}

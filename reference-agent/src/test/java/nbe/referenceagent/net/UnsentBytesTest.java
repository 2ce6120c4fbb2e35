package nbe.referenceagent.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnsentBytesTest {
    private static final int AT_MOST = 100_000;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final UnsentBytes unread = new UnsentBytes(AT_MOST);
    private final List<String> cut = new ArrayList<>();

    @AfterEach
    void close() {
        channel.close();
    }

    private final class Client {
        private final List<ChannelPromise> writes = new ArrayList<>();
        private final UnsentBytes.Share share;

        Client(String name) {
            share = unread.share(() -> {
                cut.add(name);
                writes.forEach(write -> write.setFailure(new IllegalStateException("closed")));
            });
        }

        void send(int length) {
            ChannelPromise write = channel.newPromise();
            writes.add(write);
            share.count(write, length);
        }
    }

    @Test
    void theClientWithMostWaitingIsCutOffAndWhatWaitedForItIsFree() {
        Client some = new Client("some");
        Client most = new Client("most");
        Client last = new Client("last");
        some.send(30_000);
        most.send(50_000);
        last.send(20_000);
        assertEquals(List.of("most"), cut);
        assertEquals(50_000 + 2 * UnsentBytes.MESSAGE_BYTES, unread.bytes());
        last.send(20_000);
        assertEquals(List.of("most"), cut);
        last.send(30_000);
        assertEquals(List.of("most", "last"), cut);
    }

    @Test
    void whatWasWrittenNoLongerCounts() {
        Client client = new Client("client");
        for (int i = 0; i < 10; i++) {
            client.send(60_000);
            assertEquals(60_000 + UnsentBytes.MESSAGE_BYTES, unread.bytes());
            client.writes.get(i).setSuccess();
            assertEquals(0, unread.bytes());
        }
        ChannelPromise atOnce = channel.newPromise().setSuccess();
        client.share.count(atOnce, 60_000);
        assertEquals(0, unread.bytes());
        assertEquals(List.of(), cut);
    }

    @Test
    void manyEmptyMessagesCountToo() {
        Client client = new Client("client");
        for (int i = 0; i <= AT_MOST / UnsentBytes.MESSAGE_BYTES; i++) {
            client.send(0);
        }
        assertEquals(List.of("client"), cut);
    }

    @Test
    void aClientWhoseEndFreesNothingIsCutOffOnce() {
        UnsentBytes.Share stuck = unread.share(() -> cut.add("stuck"));
        stuck.count(channel.newPromise(), AT_MOST);
        stuck.count(channel.newPromise(), AT_MOST);
        assertEquals(List.of("stuck"), cut);
    }
}

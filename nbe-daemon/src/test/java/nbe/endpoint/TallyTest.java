package nbe.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TallyTest {
    @Test
    void onlyWhatIsNewIsTold() {
        Tally tally = new Tally();
        AtomicLong bytes = new AtomicLong();
        tally.watch("bytes skipped", bytes::get);
        assertEquals(Optional.empty(), tally.news());
        bytes.set(12);
        tally.count("intents dropped");
        tally.count("intents dropped");
        assertEquals(Optional.of("12 bytes skipped, 2 intents dropped"), tally.news());
        assertEquals(Optional.empty(), tally.news());
        tally.count("intents dropped");
        assertEquals(Optional.of("1 intents dropped"), tally.news());
    }
}

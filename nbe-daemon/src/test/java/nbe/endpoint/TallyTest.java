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
        assertEquals(Optional.of("bytes skipped 12, intents dropped 2"), tally.news());
        assertEquals(Optional.empty(), tally.news());
        tally.count("intents dropped");
        assertEquals(Optional.of("intents dropped 1"), tally.news());
    }
}

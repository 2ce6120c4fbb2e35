package nbe.acceptance.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossRecordTest {
    @TempDir
    Path folder;

    @Test
    void aLineThatAKillCutShortIsPassedOverAndTheNextLifeIsRead() throws IOException {
        Path file = folder.resolve("messages");
        try (LossRecord first = new LossRecord(file)) {
            first.write(1, "{\"a\":1}");
            first.write(2, "{\"a\":2}");
        }
        Files.writeString(file, "12345 77/1 {\"a\":{}", StandardOpenOption.APPEND);
        try (LossRecord second = new LossRecord(file)) {
            second.write(1, "{\"a\":3}");
            second.write(3, "{\"a\":4}");
        }
        List<LossRecord.Message> messages = LossRecord.read(file);
        assertEquals(
                List.of("{\"a\":1}", "{\"a\":2}", "{\"a\":3}", "{\"a\":4}"),
                messages.stream().map(LossRecord.Message::text).toList());
        assertEquals(
                List.of(1, 2, 1, 3),
                messages.stream().map(LossRecord.Message::connection).toList());
    }
}

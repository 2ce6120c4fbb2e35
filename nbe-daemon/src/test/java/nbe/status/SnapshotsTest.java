package nbe.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import nbe.endpoint.CoreEvent;
import nbe.testing.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many ask, the core is asked seldom. */
class SnapshotsTest {
    @TempDir
    Path folder;

    private final ScheduledExecutorService control = Executors.newSingleThreadScheduledExecutor();
    private final List<CoreEvent.Asked> asked = new CopyOnWriteArrayList<>();
    private final List<Optional<CoreSnapshot>> answers = new CopyOnWriteArrayList<>();
    private boolean takes = true;
    private StatusRig rig;
    private Snapshots snapshots;

    @BeforeEach
    void begin() {
        rig = new StatusRig(folder, "");
        snapshots = new Snapshots(
                rig.book,
                event -> {
                    if (takes) {
                        asked.add((CoreEvent.Asked) event);
                    }
                    return takes;
                },
                control,
                () -> rig.now);
    }

    @AfterEach
    void end() {
        control.shutdownNow();
    }

    private void ask(int times) throws Exception {
        control.submit(() -> {
                    for (int i = 0; i < times; i++) {
                        snapshots.ask(answers::add);
                    }
                })
                .get();
    }

    private void coreAnswers() {
        asked.get(asked.size() - 1).answer().accept(rig.snapshot().core());
    }

    @Test
    void thoseWhoAskMeanwhileShareOneAnswerAndForAWhileItIsFresh() throws Exception {
        ask(16);
        assertEquals(1, asked.size());
        coreAnswers();
        Await.until("16 answers", () -> answers.size() == 16);
        assertSame(answers.get(0).orElseThrow(), answers.get(15).orElseThrow());
        rig.now += Snapshots.FRESH_NANOS - 1;
        ask(1);
        assertEquals(1, asked.size(), "the last one is fresh");
        assertEquals(17, answers.size());
        rig.now++;
        ask(1);
        assertEquals(2, asked.size());
    }

    @Test
    void aCoreThatTakesNoQuestionOrDoesNotAnswerIsSaid() throws Exception {
        takes = false;
        ask(1);
        assertEquals(List.of(Optional.empty()), new ArrayList<>(answers));
        takes = true;
        ask(2);
        Await.until("given up", () -> answers.size() == 3);
        assertTrue(answers.stream().allMatch(Optional::isEmpty));
        ask(1);
        assertEquals(2, asked.size(), "asked again");
    }
}

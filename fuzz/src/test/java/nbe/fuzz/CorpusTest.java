package nbe.fuzz;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs every input of the corpus through its target, and random changes of it; without Jazzer. */
class CorpusTest {
    static final Path CORPUS = Path.of("src", "test", "resources", "corpus");
    private static final long SEED = 20_261_122;
    private static final int BY_CHANCE = 2_000;

    static List<Path> inputsOf(Target target) {
        try (Stream<Path> files = Files.list(CORPUS.resolve(target.name()))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new AssertionError("no corpus of " + target.name(), e);
        }
    }

    @TestFactory
    Stream<DynamicContainer> everyKeptInputIsSurvived() {
        return Target.all().stream().map(target -> {
            List<DynamicTest> tests = new ArrayList<>();
            for (Path input : inputsOf(target)) {
                tests.add(dynamicTest(
                        input.getFileName().toString(), () -> target.body().run(Files.readAllBytes(input))));
            }
            assertFalse(tests.isEmpty(), "an empty corpus: " + target.name());
            return dynamicContainer(target.name(), tests);
        });
    }

    @TestFactory
    Stream<DynamicTest> keptInputsWithAFewBytesChangedAreSurvived() {
        return Target.all().stream()
                .map(target -> dynamicTest(target.name(), () -> {
                    Random random = new Random(SEED);
                    List<byte[]> inputs = new ArrayList<>();
                    for (Path input : inputsOf(target)) {
                        inputs.add(Files.readAllBytes(input));
                    }
                    for (int round = 0; round < BY_CHANCE; round++) {
                        byte[] data = inputs.get(random.nextInt(inputs.size())).clone();
                        for (int change = random.nextInt(8); change >= 0 && data.length > 0; change--) {
                            data[random.nextInt(data.length)] = (byte) random.nextInt(256);
                        }
                        assertDoesNotThrow(
                                () -> target.body().run(data),
                                () -> "seed " + SEED + ", "
                                        + java.util.HexFormat.of().formatHex(data));
                    }
                }));
    }

    @Test
    void eachFolderOfTheCorpusHasATarget() throws IOException {
        try (Stream<Path> folders = Files.list(CORPUS)) {
            assertEquals(
                    Target.all().stream().map(Target::name).sorted().toList(),
                    folders.map(folder -> folder.getFileName().toString())
                            .sorted()
                            .toList());
        }
    }
}

package nbe.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nbe.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A process of its own, its real standard error, real files. */
@Timeout(60)
class LoggingIT {
    /** Lines of some 110 characters: more than a pipe holds, less than a queue. */
    private static final String FLOOD = "15000";

    @TempDir
    Path directory;

    private record Ended(int status, List<String> out, List<String> err) {}

    private ProcessBuilder program(String... args) {
        List<String> command =
                Program.java(List.of(), "-cp", System.getProperty("java.class.path"), LoggingProgram.class.getName());
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("TZ", "Asia/Tokyo");
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    private Ended run(String... args) throws IOException, InterruptedException {
        Path out = Files.createTempFile(directory, "out", "");
        Path err = Files.createTempFile(directory, "err", "");
        Process process = program(args)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still running");
        return new Ended(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
    }

    private static void assertForm(List<String> lines) {
        lines.forEach(line -> assertTrue(LogLineTest.FORM.matcher(line).matches(), line));
    }

    @Test
    void everyLineOfStandardErrorHasTheFormWhoeverWroteItAndStandardOutputStaysEmpty() throws Exception {
        Ended ended = run("everything", "debug", "quiet");
        assertEquals(0, ended.status());
        assertEquals(List.of(), ended.out());
        assertForm(ended.err());
        List<String> messages = ended.err().stream().map(l -> l.substring(25)).toList();
        assertTrue(messages.contains("INFO early before the configuration"), messages.toString());
        assertFalse(messages.contains("DEBUG early before the configuration"), messages.toString());
        assertTrue(messages.contains("DEBUG core gr\u00FC\u00DFe \\n INFO forged"), messages.toString());
        assertFalse(messages.contains("TRACE core packet"), messages.toString());
        assertTrue(messages.contains("WARN stderr printed past the log"), messages.toString());
        assertTrue(messages.contains("WARN Library from a library"), messages.toString());
        assertFalse(messages.contains("INFO Library from a library"), messages.toString());
        assertTrue(messages.contains("ERROR core failed"), messages.toString());
        assertTrue(messages.contains("ERROR core | java.lang.IllegalStateException: outer"), messages.toString());
        assertTrue(messages.contains("ERROR core | Caused by: java.io.IOException: inner"), messages.toString());
        assertEquals("INFO core the end", messages.get(messages.size() - 1));
    }

    @Test
    void timeIsThePresentInUtc() throws Exception {
        Instant before = Instant.now().minusSeconds(1);
        List<String> lines = run("everything", "info", "quiet").err();
        Instant first = Instant.parse(lines.get(0).substring(0, 24));
        assertTrue(first.isAfter(before) && first.isBefore(Instant.now().plusSeconds(1)), lines.get(0));
    }

    @Test
    void verboseMeansEverythingOfOursWhateverTheLevel() throws Exception {
        List<String> messages = run("everything", "error", "verbose").err();
        assertTrue(messages.stream().anyMatch(l -> l.endsWith(" TRACE core packet")), messages.toString());
        assertFalse(messages.stream().anyMatch(l -> l.endsWith(" INFO Library from a library")), messages.toString());
    }

    @Test
    void atLevelErrorOnlyErrorsAreSaidByLibrariesToo() throws Exception {
        List<String> messages = run("everything", "error", "quiet").err();
        assertTrue(messages.stream().skip(1).allMatch(l -> l.contains("Z ERROR ")), messages.toString());
        assertTrue(messages.size() > 2, messages.toString());
    }

    @Test
    void theFileHasTheLinesOfStandardErrorThoseBeforeTheConfigurationIncluded() throws Exception {
        Path file = directory.resolve("a/b/nbe.log");
        Ended ended = run("everything", "info", "quiet", file.toString(), "1", "2");
        List<String> inFile = Files.readAllLines(file, StandardCharsets.UTF_8);
        assertEquals(ended.err(), inFile);
    }

    @Test
    void aFileThatCannotBeOpenedIsOneWarningAndNothingMore() throws Exception {
        Path occupied = Files.writeString(directory.resolve("occupied"), "x");
        Ended ended =
                run("everything", "info", "quiet", occupied.resolve("nbe.log").toString(), "1", "2");
        assertEquals(0, ended.status());
        assertForm(ended.err());
        List<String> warnings =
                ended.err().stream().filter(l -> l.contains(" WARN log ")).toList();
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.get(0).contains(occupied.resolve("nbe.log").toString()), warnings.get(0));
        assertTrue(ended.err().get(ended.err().size() - 1).endsWith("the end"));
    }

    @Test
    void aFloodIsWrittenWithoutALossAndNeverBeyondTheBounds() throws Exception {
        Path file = directory.resolve("log/nbe.log");
        Process process = program("flood", FLOOD, file.toString(), "1", "3")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still running");
        StringBuilder all = new StringBuilder();
        for (String name : List.of("nbe.log.1", "nbe.log")) {
            Path part = file.resolveSibling(name);
            assertTrue(Files.size(part) <= 1_000_000, name + " has " + Files.size(part));
            all.append(Files.readString(part));
        }
        List<String> lines = all.toString().lines().toList();
        assertForm(lines);
        assertEquals(Integer.parseInt(FLOOD), lines.size());
        for (int i = 0; i < lines.size(); i++) {
            assertEquals(i, number(lines.get(i)), lines.get(i));
        }
    }

    private static int number(String line) {
        return Integer.parseInt(line.replaceFirst(".* line (\\d+) .*", "$1"));
    }

    @Test
    void aPipeThatNobodyReadsHoldsUpNeitherTheProgramNorItsEnd() throws Exception {
        Path file = directory.resolve("nbe.log");
        Process process = program("flood", FLOOD, file.toString(), "10", "2").start();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "hangs");
        assertEquals(0, process.exitValue());
        assertEquals(Integer.parseInt(FLOOD), Files.readAllLines(file).size());
    }

    @Test
    void aPipeThatWasClosedIsSaidOnceInTheFile() throws Exception {
        Path file = directory.resolve("nbe.log");
        Process process = program("flood", "2000", file.toString(), "10", "2").start();
        process.getErrorStream().close();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "hangs");
        List<String> lines = Files.readAllLines(file);
        assertEquals(
                1,
                lines.stream()
                        .filter(l -> l.contains(" WARN log standard error cannot be written"))
                        .count());
        assertEquals(2001, lines.size());
    }

    @Test
    void withFormatJsonEveryLineOfStandardErrorAndFileIsAnObjectTheFirstOneIncluded() throws Exception {
        Path file = directory.resolve("nbe.log");
        Ended ended = run("json", "debug", "quiet", file.toString(), "1", "2");
        List<JsonNode> objects = objects(ended.err());
        assertEquals("before the configuration", objects.get(0).path("message").asString());
        assertEquals("early", objects.get(0).path("component").asString());
        assertEquals("INFO", objects.get(0).path("level").asString());
        assertTrue(
                objects.stream().anyMatch(o -> o.path("message").asString().equals("gr\u00FC\u00DFe \n INFO forged")),
                ended.err().toString());
        assertTrue(
                objects.stream()
                        .anyMatch(o -> o.path("stack").asString("").contains("Caused by: java.io.IOException: inner")),
                ended.err().toString());
        assertEquals(ended.err(), Files.readAllLines(file));
    }

    private static List<JsonNode> objects(List<String> lines) {
        return lines.stream().map(JsonMapper.shared()::readTree).toList();
    }

    @Test
    void whatWasHeldIsWrittenEvenIfNoConfigurationComes() throws Exception {
        List<String> lines = run("held").err();
        assertEquals(1, lines.size(), lines.toString());
        assertTrue(lines.get(0).endsWith(" WARN early before the configuration"), lines.get(0));
    }

    /** A file stands in for the journal's stream: the variable names its device and inode. */
    private List<String> intoFile(Path err, String journalStream, String... args) throws Exception {
        ProcessBuilder builder = program(args).redirectError(err.toFile());
        builder.environment().put("JOURNAL_STREAM", journalStream);
        Process process = builder.start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), "still running");
        return Files.readAllLines(err);
    }

    private static String stream(Path file) throws IOException {
        return Files.getAttribute(file, "unix:dev") + ":" + Files.getAttribute(file, "unix:ino");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whereTheJournalReadsStandardErrorEachLineHasItsPriorityAndTheFileItsTime() throws Exception {
        Path err = Files.createFile(directory.resolve("journal"));
        Path file = directory.resolve("nbe.log");
        List<String> lines = intoFile(err, stream(err), "everything", "debug", "quiet", file.toString(), "1", "2");
        assertEquals("<6>INFO early before the configuration", lines.get(0));
        assertTrue(lines.contains("<7>DEBUG core gr\u00FC\u00DFe \\n INFO forged"), lines.toString());
        assertTrue(lines.contains("<4>WARN stderr printed past the log"), lines.toString());
        assertTrue(lines.contains("<3>ERROR core | Caused by: java.io.IOException: inner"), lines.toString());
        assertForm(Files.readAllLines(file));
        assertEquals(lines.size(), Files.readAllLines(file).size());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void jsonInTheJournalHasThePriorityInFront() throws Exception {
        Path err = Files.createFile(directory.resolve("journal"));
        List<String> lines = intoFile(err, stream(err), "json", "info", "quiet");
        assertTrue(lines.stream().allMatch(l -> l.matches("<[346]>\\{.*\\}")), lines.toString());
        objects(lines.stream().map(l -> l.substring(3)).toList());
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aVariableOfAnotherStreamThatWasInheritedMeansNothing() throws Exception {
        Path other = Files.createFile(directory.resolve("other"));
        Path err = Files.createFile(directory.resolve("err"));
        assertForm(intoFile(err, stream(other), "everything", "info", "quiet"));
        assertForm(intoFile(err, "no numbers", "everything", "info", "quiet"));
    }

    @Test
    void aReloadLosesNoLineWhateverItChanges() throws Exception {
        List<String> err = run("changes", directory.toString()).err();
        List<String> a = Files.readAllLines(directory.resolve("a.log"));
        List<String> b = Files.readAllLines(directory.resolve("b.log"));
        List<Integer> numbers = Stream.concat(a.stream(), b.stream())
                .filter(line -> line.contains("number "))
                .map(line -> Integer.parseInt(line.replaceFirst(".*number (\\d+).*", "$1")))
                .toList();
        assertEquals(4000, numbers.size());
        assertTrue(IntStream.range(0, 4000).allMatch(i -> numbers.get(i) == i), "in another order");
        assertForm(a);
        assertTrue(a.stream().noneMatch(line -> line.contains("detail")), "debug before the reload");
        assertTrue(b.stream().anyMatch(line -> line.contains("detail 3999")), "no debug after the reload");
        objects(b.subList(b.size() - 1000, b.size()));
        assertEquals(
                1,
                err.stream().filter(line -> line.contains("the log goes on in")).count());
        assertTrue(err.get(err.size() - 1).endsWith(" WARN core the end"), err.get(err.size() - 1));
        assertTrue(err.stream().noneMatch(line -> line.contains("below the level")));
    }
}

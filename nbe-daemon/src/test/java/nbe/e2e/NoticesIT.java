package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything that {@code nbe.jar} brings along is told of in its {@code META-INF/notices}, with its licence. */
final class NoticesIT {
    private static final Path JAR = Path.of("target", "nbe.jar");
    private static final Path PROGRAM = Path.of("..", "packaging", "common", "Notices.java");

    @TempDir
    private static Path classes;

    @TempDir
    private Path directory;

    private int status;

    @BeforeAll
    static void compile() {
        String[] arguments = {"-cp", JAR.toString(), "-d", classes.toString(), PROGRAM.toString()};
        assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments));
    }

    private String check(Path jar) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        java.toString(), "-cp", JAR + File.pathSeparator + classes, "Notices", "check", jar.toString())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(2, TimeUnit.MINUTES), said);
        status = process.exitValue();
        return said;
    }

    @Test
    void everyEntryIsToldOfAndEveryNoticeHasItsLicenceAndItsPart() throws Exception {
        String said = check(JAR);
        assertEquals(0, status, said);
    }

    static List<Arguments> wrongEntries() {
        String stale =
                "Name: Gone\nComponent: org.gone\nContents: org/gone/\nCopyright: 2020 Nobody\nLicense: MIT\nText: MIT\n";
        return List.of(
                arguments("org/example/Another.class", "", "no notice tells whose this is: org/example/"),
                arguments("org/slf4j/shaded/Another.class", "", "no notice tells whose this is: org/slf4j/shaded/"),
                arguments("META-INF/another-LICENSE", "", "no notice tells whose this is: META-INF/another-LICENSE"),
                arguments("META-INF/notices/gone.txt", stale, "not in the jar: org/gone/"));
    }

    /** A part without a notice, one shaded into another, a library's licence without one, a notice of a part that is gone. */
    @ParameterizedTest
    @MethodSource("wrongEntries")
    void anEntryThatHasNoNoticeAndANoticeThatHasNoEntryAreNamed(String entry, String text, String problem)
            throws Exception {
        Path jar = Files.copy(JAR, directory.resolve("more.jar"));
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Path file = inside.getPath(entry);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }
        String said = check(jar);
        assertEquals(1, status, said);
        assertTrue(said.contains(problem), said);
    }
}

package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    /** A copy of the jar. */
    private FileSystem opened(Path jar) throws IOException {
        Files.copy(JAR, jar);
        return FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of());
    }

    @Test
    void everyEntryIsToldOfAndEveryNoticeHasItsLicenceAndItsPart() throws Exception {
        String said = check(JAR);
        assertEquals(0, status, said);
    }

    @Test
    void aPartWithoutANoticeIsNamed() throws Exception {
        Path jar = directory.resolve("more.jar");
        try (FileSystem inside = opened(jar)) {
            Files.createDirectories(inside.getPath("org/example"));
            Files.writeString(inside.getPath("org/example/Another.class"), "");
        }
        String said = check(jar);
        assertEquals(1, status, said);
        assertTrue(said.contains("no notice tells whose this is: org/example/"), said);
    }

    @Test
    void aPartShadedIntoAnotherNeedsANoticeOfItsOwn() throws Exception {
        Path jar = directory.resolve("shaded.jar");
        try (FileSystem inside = opened(jar)) {
            Path folder = Files.createDirectories(inside.getPath("org/slf4j/shaded"));
            Files.writeString(folder.resolve("Another.class"), "");
        }
        String said = check(jar);
        assertEquals(1, status, said);
        assertTrue(said.contains("no notice tells whose this is: org/slf4j/shaded/"), said);
    }

    @Test
    void aLicenceThatALibraryBringsAlongNeedsANotice() throws Exception {
        Path jar = directory.resolve("licence.jar");
        try (FileSystem inside = opened(jar)) {
            Files.writeString(inside.getPath("META-INF/another-LICENSE"), "");
        }
        String said = check(jar);
        assertEquals(1, status, said);
        assertTrue(said.contains("no notice tells whose this is: META-INF/another-LICENSE"), said);
    }

    @Test
    void aNoticeOfAPartThatIsGoneIsNamed() throws Exception {
        Path jar = directory.resolve("stale.jar");
        try (FileSystem inside = opened(jar)) {
            Files.writeString(
                    inside.getPath("META-INF/notices/gone.txt"),
                    "Name: Gone\nComponent: org.gone\nContents: org/gone/\nCopyright: 2020 Nobody\nLicense: MIT\nText: MIT\n");
        }
        String said = check(jar);
        assertEquals(1, status, said);
        assertTrue(said.contains("not in the jar: org/gone/"), said);
    }
}

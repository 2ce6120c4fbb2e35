package nbe.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class AsServiceTest {
    @Test
    void theSameProgramIsRunAgainWithOtherArguments() {
        List<String> words = List.of("/usr/bin/java", "-Xmx48m", "-jar", "/x/nbe.jar", "-v", "doctor", "-c", "a b", "");
        assertEquals(
                List.of("/usr/bin/java", "-Dpicocli.ansi=true", "-Xmx48m", "-jar", "/x/nbe.jar", "doctor", "-c", ""),
                AsService.again(words, 4, List.of("doctor", "-c", ""), true));
    }

    @Test
    void anEmptyArgumentAtTheEndIsAnArgument() {
        List<String> words = List.of("java", "-jar", "nbe.jar", "doctor", "-c", "", "");
        assertEquals(
                List.of("java", "-Dpicocli.ansi=false", "-jar", "nbe.jar", "doctor"),
                AsService.again(words, 3, List.of("doctor"), false));
    }
}

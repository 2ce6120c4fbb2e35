package nbe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubcommandsTest {
    static Set<String> names() {
        return Main.commandLine().getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aLineThatBeginsWithACommandGetsThatOne(String name) {
        Set<String> there = Main.commandLine(name, "--help").getSubcommands().keySet();
        assertTrue(there.contains(name), there::toString);
        assertEquals(name.equals("generate-completion") ? names() : Set.of(name), there);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-c", "rum", ""})
    void anyOtherLineGetsAll(String word) {
        assertEquals(names(), Main.commandLine(word).getSubcommands().keySet());
    }

    @Test
    void aMistypedCommandIsAnsweredWithTheNearest() {
        StringWriter err = new StringWriter();
        assertEquals(2, Main.commandLine("chekc").setErr(new PrintWriter(err)).execute("chekc"));
        assertTrue(err.toString().contains("check"), err::toString);
    }
}

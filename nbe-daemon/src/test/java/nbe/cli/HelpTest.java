package nbe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What {@code --help} prints is read in a terminal of 80 columns. */
class HelpTest {
    private static final int WIDTH = 80;

    private static List<CommandLine> all(CommandLine command) {
        List<CommandLine> all = new ArrayList<>(List.of(command));
        command.getSubcommands().values().forEach(sub -> all.addAll(all(sub)));
        return all;
    }

    @Test
    void noExampleIsBroken() {
        List<String> tooLong = new ArrayList<>();
        for (CommandLine command : all(Main.commandLine())) {
            if (command.getCommandName().equals("generate-completion")) {
                continue; // Picocli's own
            }
            UsageMessageSpec usage = command.getCommandSpec().usageMessage();
            Stream.of(usage.footer())
                    .filter(line -> line.startsWith("  ")) // other lines may be broken between words
                    .filter(line -> line.length() >= WIDTH)
                    .forEach(line -> tooLong.add(command.getCommandName() + ": " + line));
        }
        assertEquals(List.of(), tooLong);
    }

    @Test
    void everyLineFits() {
        for (CommandLine command : all(Main.commandLine())) {
            command.getUsageMessage(CommandLine.Help.Ansi.OFF)
                    .lines()
                    .forEach(line -> assertTrue(line.length() <= WIDTH, command.getCommandName() + ": " + line));
        }
    }

    @Test
    void verboseIsOfferedWhereThereIsSomethingToSee() {
        for (String quiet : List.of("replay", "evaluate")) {
            CommandLine command = Main.commandLine().getSubcommands().get(quiet);
            assertFalse(command.getCommandSpec().optionsMap().containsKey("--verbose"), quiet);
            assertTrue(command.getCommandSpec().optionsMap().containsKey("--config"), quiet);
        }
        assertTrue(Main.commandLine()
                .getSubcommands()
                .get("run")
                .getCommandSpec()
                .optionsMap()
                .containsKey("-v"));
    }
}

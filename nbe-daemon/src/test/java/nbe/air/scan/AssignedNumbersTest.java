package nbe.air.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of the list that the program brings along, and what must be told of where they are from. */
class AssignedNumbersTest {
    private static final String VERSION = AssignedNumbers.SOURCE.replaceFirst(".* ", "");

    @Test
    void namesThatMatterHere() {
        assertEquals(Optional.of("Nymi Inc."), AssignedNumbers.COMPANIES.name(0x01B2));
        assertEquals(
                Map.of(0x4C, "Apple, Inc.", 0x225, "Nestlé Nespresso S.A."),
                AssignedNumbers.COMPANIES.names(Set.of(0x4C, 0x225, 0xFFFE)));
        assertEquals(Optional.empty(), AssignedNumbers.COMPANIES.name(0xFFFE));
        assertEquals(Optional.of("Flags"), AdTypes.name(1));
        assertEquals(Optional.empty(), AdTypes.name(0xF0));
    }

    /** A service, a service of a member that names it, a member's number without a name, one of a standards body. */
    @ParameterizedTest
    @CsvSource({"180F,Battery Service", "FEAA,Eddystone", "FE9F,Google LLC", "FFFE,Wireless Power Transfer"})
    void theServicesAreThoseOfMembersToo(String number, String name) {
        assertEquals(Optional.of(name), AssignedNumbers.SERVICES.name(Integer.parseInt(number, 16)));
    }

    @Test
    void thePageTellsHowMany() throws Exception {
        Set<Integer> all = IntStream.rangeClosed(0, 0xFFFF).boxed().collect(Collectors.toSet());
        String numbers = String.format(
                Locale.ROOT,
                "%,d companies and %,d such UUIDs",
                AssignedNumbers.COMPANIES.names(all).size(),
                AssignedNumbers.SERVICES.names(all).size());
        String page = Files.readString(Path.of("../docs/control.md"));
        assertTrue(page.contains(AssignedNumbers.SOURCE + ","), AssignedNumbers.SOURCE);
        assertTrue(page.contains(numbers), numbers);
    }

    @ParameterizedTest
    @CsvSource({
        "src/main/resources/META-INF/notices/bluetooth-numbers.txt,'Version: '",
        "src/main/assigned-numbers/update,version="
    })
    void theNoticeAndTheScriptNameTheVersion(Path file, String before) throws Exception {
        assertTrue(Files.readAllLines(file).contains(before + VERSION), VERSION);
    }
}

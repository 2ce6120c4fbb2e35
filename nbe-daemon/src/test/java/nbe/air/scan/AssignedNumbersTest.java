package nbe.air.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The names that the build takes out of Wireshark's tables. */
class AssignedNumbersTest {
    @Test
    void namesThatMatterHere() {
        assertEquals(Optional.of("Nymi Inc."), AssignedNumbers.COMPANIES.name(0x01B2));
        assertEquals(
                Map.of(0x4C, "Apple, Inc.", 0x225, "Nestlé Nespresso S.A."),
                AssignedNumbers.COMPANIES.names(Set.of(0x4C, 0x225, 0xFFFE)));
        assertEquals(Optional.of("Flags"), AssignedNumbers.AD_TYPES.name(1));
        assertEquals(Optional.of("Google LLC"), AssignedNumbers.SERVICES.name(0xFEAA));
        assertEquals(Optional.empty(), AssignedNumbers.COMPANIES.name(0xFFFE));
    }

    @Test
    void theListIsWhole() {
        Set<Integer> all = IntStream.rangeClosed(0, 0xFFFF).boxed().collect(Collectors.toSet());
        assertTrue(AssignedNumbers.COMPANIES.names(all).size() > 4_000);
        assertTrue(AssignedNumbers.AD_TYPES.names(all).size() > 50);
        assertTrue(AssignedNumbers.SERVICES.names(all).size() > 1_000);
    }

    @Test
    void thePageNamesTheVersion() throws Exception {
        Path folder = Path.of("src/main/assigned-numbers");
        String version;
        try (var files = Files.list(folder)) {
            version = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".tsv"))
                    .map(name -> name.replaceAll("wireshark-(.*)\\.tsv", "$1"))
                    .collect(Collectors.joining(" and "));
        }
        assertTrue(Files.readString(Path.of("../docs/control.md")).contains("Wireshark " + version), version);
        assertTrue(
                Files.readString(Path.of("src/main/java/nbe/cli/ScanCommand.java"))
                        .contains("Wireshark " + version),
                version);
    }
}

package nbe.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import nbe.air.Advert;
import nbe.band.BandFilter;
import nbe.band.BandSettings;
import nbe.band.NoBand;
import nbe.config.ConfigReader;
import nbe.config.ConfigReading;
import nbe.config.Surroundings;
import nbe.simulator.scene.SceneException;
import nbe.simulator.scene.SceneFile;
import nbe.tap.Sighting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The entries in docs/payloads.md are allowed without a warning, and make of each advertisement below them what the page says. */
class PayloadExamplesTest {
    private static final String PAGE = "docs/payloads.md";
    private static final int EXAMPLES = 3;

    @TempDir
    Path folder;

    /** A line of a block: who sends, the bytes, the state or no, and the band or the reason. */
    private record Line(String address, String hex, String state, String rest) {
        static Line of(String text) {
            String[] columns = text.split("\\s{2,}", 4);
            return new Line(columns[0], columns[1], columns[2], columns[3]);
        }
    }

    @Test
    void eachAdvertisementIsWhatThePageSays() throws IOException {
        List<String> entries = Pages.blocks(PAGE, "toml");
        List<String> advertisements = Pages.blocks(PAGE, "advertisements");
        assertEquals(List.of(EXAMPLES, EXAMPLES), List.of(entries.size(), advertisements.size()));
        int lines = 0;
        for (int i = 0; i < EXAMPLES; i++) {
            BandSettings settings = settings(entries.get(i));
            for (String text : advertisements.get(i).lines().toList()) {
                Line line = Line.of(text);
                assertEquals(line.state() + "  " + line.rest(), read(settings, line), line.hex());
                lines++;
            }
        }
        assertEquals(13, lines);
    }

    private BandSettings settings(String entries) throws IOException {
        Path file = Files.writeString(folder.resolve("nbe.toml"), "agent_url = \"wss://a.example/x\"\n" + entries);
        ConfigReading reading =
                new ConfigReader(new Surroundings(Map.of(), List.of(), () -> "here")).read(Optional.of(file));
        assertEquals(List.of(), reading.problems());
        return reading.settings().orElseThrow().band();
    }

    private static String read(BandSettings settings, Line line) {
        Advert advert = Advert.of(line.address(), -50, line.hex());
        List<Sighting> sightings = new ArrayList<>();
        new BandFilter(settings::parser, sightings::add).onAdvertisement(0, advert, 1);
        return sightings.stream()
                .findFirst()
                .map(one -> one.state().name().toLowerCase(Locale.ROOT) + "  " + one.band())
                .orElseGet(() -> "no  "
                        + settings.parser().whyNot(advert).map(NoBand::reason).orElseThrow());
    }

    @Test
    void theSceneSendsTheBytesOfTheBadge() throws IOException, SceneException {
        List<String> scenes = Pages.blocks(PAGE, "scene");
        assertEquals(1, scenes.size());
        String sent = HexFormat.ofDelimiter(" ")
                .withUpperCase()
                .formatHex(SceneFile.parse(scenes.get(0), PAGE)
                        .bands()
                        .get(0)
                        .raw()
                        .orElseThrow()
                        .data()
                        .toBytes());
        assertEquals("02 01 06 08 FF FF FF 42 17 5A 00 00", sent);
    }
}

package nbe.pcsc.smartcardio;

import static nbe.testing.Pcscd.LEFT;
import static nbe.testing.Pcscd.RIGHT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nbe.pcsc.binding.Pcsc;
import nbe.pcsc.binding.PcscCode;
import nbe.pcsc.binding.PcscContext;
import nbe.pcsc.binding.PcscException;
import nbe.testing.Pcscd;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stock provider on the real service, as the manifest opens it. */
class SmartcardioPcscIT {
    private final Pcscd pcscd = new Pcscd(Path.of("target", "pcscd.log"));
    private Pcsc pcsc = load();

    private static Pcsc load() {
        return SmartcardioPcsc.load(Optional.empty(), System::nanoTime);
    }

    @BeforeEach
    void needsPcscd() {
        Pcscd.require();
    }

    @AfterEach
    void endService() {
        pcscd.close();
    }

    @Test
    @SuppressWarnings("try") // contexts are counted, not used
    void eachContextHasAConnectionOfItsOwnAndWhatIsGivenBackIsUsedAgain() throws Exception {
        pcscd.start();
        for (int round = 0; round < 50; round++) {
            pcsc = load(); // as a reload of the configuration may
            try (PcscContext one = pcsc.newContext();
                    PcscContext other = pcsc.newContext()) {
                assertEquals(2, Pcscd.clients(), "round " + round);
                assertEquals(List.of(LEFT, RIGHT), one.readers());
                assertEquals(List.of(LEFT, RIGHT), other.readers());
            }
        }
    }

    @Test
    void aNewContextWorksOnceTheServiceIsBack() throws Exception {
        pcscd.start();
        try (PcscContext before = pcsc.newContext()) {
            assertEquals(List.of(LEFT, RIGHT), before.readers());
            pcscd.kill();
            assertEquals(
                    PcscCode.NO_SERVICE,
                    assertThrows(PcscException.class, before::readers).code());
            assertEquals(
                    PcscCode.NO_SERVICE,
                    assertThrows(PcscException.class, pcsc::newContext).code());
            pcscd.start();
            try (PcscContext after = pcsc.newContext()) {
                assertEquals(List.of(LEFT, RIGHT), after.readers());
                assertThrows(PcscException.class, before::readers, "a context does not come back");
            }
        }
    }
}

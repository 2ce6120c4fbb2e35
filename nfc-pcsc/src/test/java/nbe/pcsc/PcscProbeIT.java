package nbe.pcsc;

import static nbe.testing.Pcscd.LEFT;
import static nbe.testing.Pcscd.RIGHT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import nbe.base.Finding;
import nbe.pcsc.binding.NativePcsc;
import nbe.testing.HoldingProgram;
import nbe.testing.Pcscd;
import nbe.testing.ReaderObserver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PcscProbeIT {
    private final PcscProbe probe = new PcscProbe(
            new NfcSettings(List.of(RIGHT), WatchedNfc.SETTINGS.uidLengths()), NativePcsc::load, System::nanoTime);

    @BeforeEach
    void needsPcscd() {
        Pcscd.require();
    }

    @Test
    @SuppressWarnings("try") // pcscd and the holding program are there, that is all they have to do
    void itListsEveryReaderWithItsCardAndWhatIsWrongWithIt() throws Exception {
        try (Pcscd pcscd = started();
                ReaderObserver observer = new ReaderObserver(LEFT, RIGHT);
                VirtualCard phone = VirtualCard.place(VirtualCard.SLOT_1, "08AABBCC")) {
            observer.awaitReport(RIGHT, 1);
            assertEquals(
                    List.of(
                            Finding.ok("readers", LEFT + " (not watched: see [nfc] readers): no card"),
                            Finding.ok("readers", RIGHT + ": a card, UID …BBCC; random UID: phone or privacy card")),
                    probe.run().findings());
            assertEquals(1, phone.commands());
            try (HoldingProgram holder = HoldingProgram.exclusive(RIGHT)) {
                assertEquals(
                        Finding.ok("readers", RIGHT + ": a card; another program uses the card; not read"),
                        probe.run().findings().get(1));
                assertEquals(1, phone.commands(), "it disturbs nobody");
            }
        }
        Finding none = probe.run().findings().get(0);
        assertEquals(Finding.Grade.WARNING, none.grade());
        assertTrue(none.text().contains("pcscd does not run"), none.text());
    }

    private static Pcscd started() throws IOException, InterruptedException {
        Pcscd pcscd = new Pcscd(Path.of("target", "pcscd.log"));
        pcscd.start();
        return pcscd;
    }
}

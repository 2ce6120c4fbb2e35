package nbe.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import nbe.base.Finding;
import nbe.pcsc.binding.NativePcsc;
import nbe.testing.Pcscd;
import nbe.testing.ReaderObserver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PcscProbeIT {
    private static final String READER_0 = "Virtual PCD 00 00";
    private static final String READER_1 = "Virtual PCD 00 01";

    private final PcscProbe probe = new PcscProbe(
            new NfcSettings(List.of(READER_1), WatchedNfc.SETTINGS.uidLengths()), NativePcsc::load, System::nanoTime);

    @BeforeEach
    void needsPcscd() {
        Pcscd.require();
    }

    @Test
    @SuppressWarnings("try") // pcscd and the holding program are there, that is all they have to do
    void itListsEveryReaderWithItsCardAndWhatIsWrongWithIt() throws Exception {
        try (Pcscd pcscd = started();
                ReaderObserver observer = new ReaderObserver(READER_0, READER_1);
                VirtualCard phone = VirtualCard.place(VirtualCard.SLOT_1, "08AABBCC")) {
            observer.awaitReport(READER_1, 1);
            assertEquals(
                    List.of(
                            Finding.ok("readers", READER_0 + " (not watched: see [nfc] readers): no card"),
                            Finding.ok("readers", READER_1 + ": a card, UID …BBCC; random UID: phone or privacy card")),
                    probe.run());
            assertEquals(1, phone.commands());
            try (HoldingProgram holder = HoldingProgram.exclusive(READER_1)) {
                assertEquals(
                        Finding.ok("readers", READER_1 + ": a card; another program uses the card; not read"),
                        probe.run().get(1));
                assertEquals(1, phone.commands(), "it disturbs nobody");
            }
        }
        Finding none = probe.run().get(0);
        assertEquals(Finding.Grade.WARNING, none.grade());
        assertTrue(none.text().contains("pcscd does not run"), none.text());
    }

    private static Pcscd started() throws IOException, InterruptedException {
        Pcscd pcscd = new Pcscd(Path.of("target", "pcscd.log"));
        pcscd.start();
        return pcscd;
    }
}

package nbe.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PcscProbeIT {
    private static final String READER_0 = "Virtual PCD 00 00";
    private static final String READER_1 = "Virtual PCD 00 01";

    private final PcscProbe probe = new PcscProbe(
            new NfcSettings(List.of(READER_1), WatchedNfc.SETTINGS.uidLengths()), NativePcsc::load, System::nanoTime);

    @BeforeEach
    void needsPcscd() {
        PcscdProcess.require();
    }

    @Test
    @SuppressWarnings("try") // pcscd and the holding program are there, that is all they have to do
    void itListsEveryReaderWithItsCardAndWhatIsWrongWithIt() throws Exception {
        try (PcscdProcess pcscd = PcscdProcess.withTwoSlots();
                ReaderObserver observer = new ReaderObserver(READER_0, READER_1);
                VirtualCard phone = VirtualCard.place(VirtualCard.SLOT_1, "08AABBCC")) {
            observer.await(READER_1, 1);
            PcscProbe.Report report = probe.run();
            assertEquals(Optional.empty(), report.problem());
            assertEquals(
                    List.of(
                            new PcscProbe.Reader(READER_0, false, PcscProbe.Card.NONE, false, Optional.empty(), ""),
                            new PcscProbe.Reader(
                                    READER_1,
                                    true,
                                    PcscProbe.Card.PRESENT,
                                    false,
                                    Optional.of(new Uid(new byte[] {0x08, (byte) 0xAA, (byte) 0xBB, (byte) 0xCC})),
                                    "random UID: phone or privacy card")),
                    report.readers());
            assertEquals(1, phone.commands());
            try (HoldingProgram holder = HoldingProgram.exclusive(READER_1)) {
                PcscProbe.Reader held = probe.run().readers().get(1);
                assertTrue(held.inUse() && held.uid().isEmpty(), held.toString());
                assertEquals(1, phone.commands(), "it disturbs nobody");
            }
        }
        Optional<String> problem = probe.run().problem();
        assertTrue(problem.orElse("").contains("pcscd does not run"), problem.toString());
    }
}

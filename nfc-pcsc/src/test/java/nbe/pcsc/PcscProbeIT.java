package nbe.pcsc;

import static nbe.testing.Pcscd.LEFT;
import static nbe.testing.Pcscd.RIGHT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import nbe.base.Finding;
import nbe.pcsc.binding.Binding;
import nbe.testing.HoldingProgram;
import nbe.testing.Pcscd;
import nbe.testing.ReaderObserver;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(Binding.class)
class PcscProbeIT {
    @Parameter
    private Binding binding;

    private PcscProbe probe(String... entries) {
        return new PcscProbe(WatchedNfc.settings(entries), WatchedNfc.source(binding), System::nanoTime);
    }

    /** What doctor says of a binding that is not the default. */
    private List<Finding> ofBinding() {
        return binding == Binding.NATIVE
                ? List.of()
                : List.of(Finding.ok("readers", "PC/SC by the binding smartcardio"));
    }

    private List<Finding> withBinding(Finding... others) {
        return Stream.concat(ofBinding().stream(), Stream.of(others)).toList();
    }

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
            PcscProbe probe = probe("virtual pcd 00 01");
            assertEquals(
                    withBinding(
                            Finding.ok("readers", LEFT + " (not watched: see [nfc] readers): no card"),
                            Finding.ok("readers", RIGHT + ": a card, UID …BBCC; random UID: phone or privacy card")),
                    probe.run().findings());
            assertEquals(1, phone.commands());
            try (HoldingProgram holder = HoldingProgram.exclusive(RIGHT)) {
                // javax.smartcardio does not tell beforehand that somebody has the card, and learns it from the
                // refusal.
                String taken = binding == Binding.NATIVE
                        ? "another program uses the card; not read"
                        : "another program holds the card for itself; close that program";
                assertEquals(
                        Finding.ok("readers", RIGHT + ": a card; " + taken),
                        last(probe.run().findings()));
                assertEquals(1, phone.commands(), "it disturbs nobody");
            }
        }
        List<Finding> without = probe("x").run().findings();
        assertEquals(ofBinding(), without.subList(0, without.size() - 1));
        Finding none = last(without);
        assertEquals(Finding.Grade.WARNING, none.grade());
        assertTrue(none.text().contains("pcscd does not run"), none.text());
    }

    @Test
    @SuppressWarnings("try") // as above
    void itWarnsOfAnEntryThatIsPartOfNoReadersName() throws Exception {
        try (Pcscd pcscd = started()) {
            assertEquals(
                    withBinding(
                            Finding.warning(
                                    "readers",
                                    "\"omnikey\" of [nfc] readers is part of no reader's name",
                                    "there are " + LEFT + ", " + RIGHT
                                            + "; write a part of such a name, capitals or not, then nbe reload"),
                            Finding.ok("readers", LEFT + " (not watched: see [nfc] readers): no card"),
                            Finding.ok("readers", RIGHT + ": no card")),
                    probe("omnikey", "00 01").run().findings());
        }
    }

    private static Finding last(List<Finding> findings) {
        return findings.get(findings.size() - 1);
    }

    private static Pcscd started() throws IOException, InterruptedException {
        Pcscd pcscd = new Pcscd(Path.of("target", "pcscd.log"));
        pcscd.start();
        return pcscd;
    }
}

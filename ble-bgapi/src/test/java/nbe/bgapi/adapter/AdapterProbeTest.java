package nbe.bgapi.adapter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nbe.base.Finding;
import nbe.bgapi.port.BytePort;
import nbe.bgapi.port.CannotOpenException;
import nbe.bgapi.port.FoundPort;
import nbe.bgapi.wire.Packet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code nbe doctor} finds, in fake time; each problem's own words are in TroubleIsNamedTest. */
class AdapterProbeTest {
    private static final FoundPort DONGLE = new FoundPort("1-2", ThreadRig.PATH, false);

    @TempDir
    Path directory;

    private final ThreadRig rig = new ThreadRig("auto"); // for its port; its loop does not run
    private final List<FoundPort> ports = new ArrayList<>(List.of(DONGLE));
    private CannotOpenException refusal;

    private List<Finding> probe(BleSettings settings) {
        BytePort.Opener opener = path -> {
            if (refusal != null) {
                throw refusal;
            }
            rig.port.isOpen = true;
            return rig.port;
        };
        return new AdapterProbe(settings, () -> List.copyOf(ports), opener, () -> rig.now).run();
    }

    @Test
    void aDongleInOrderIsNamedWithFirmwareAndAddress() {
        Finding finding = probe(BleSettings.auto()).get(0);
        assertEquals(Finding.Grade.OK, finding.grade());
        assertEquals(ThreadRig.PATH + ": BLED112, firmware 1.3.2 build 122, address 00:07:80:1A:2B:3C", finding.text());
        assertFalse(rig.port.isOpen, "it is closed again");
    }

    @Test
    void onlyQueriesAreSentSoTheDongleKeepsItsState() {
        probe(BleSettings.auto());
        assertEquals(Set.of("system_hello", "system_get_info", "system_address_get"), Set.copyOf(rig.port.names()));
    }

    @Test
    void anAnswerBehindAdvertisementsAndHalfACommandIsFound() {
        for (int i = 0; i < 50; i++) {
            rig.port.say(ThreadRig.advertisement(i));
        }
        rig.port.say(new byte[] {0, 5, 6});
        assertEquals(Finding.Grade.OK, probe(BleSettings.auto()).get(0).grade());
    }

    @Test
    void aSilentDongleCostsThreeQueriesOfHalfASecond() {
        rig.port.answers = false;
        long before = rig.now;
        Finding finding = probe(BleSettings.auto()).get(0);
        assertEquals(ThreadRig.PATH + ": it does not answer (0 stray bytes)", finding.text());
        assertEquals(1_500 * ThreadRig.MS, rig.now - before);
        assertEquals(List.of("system_hello", "system_hello", "system_hello"), rig.port.names());
        assertEquals(Finding.Grade.WRONG, finding.grade());
    }

    @Test
    void aDongleThatFallsSilentAfterHelloDoesNotAnswerEither() {
        rig.port.say(Packet.response(nbe.bgapi.wire.Command.SYSTEM_HELLO));
        rig.port.answers = false;
        assertTrue(probe(BleSettings.auto()).get(0).text().contains("it does not answer"));
        assertEquals(3, rig.port.got(nbe.bgapi.wire.Command.SYSTEM_GET_INFO));
    }

    @Test
    void aPortThatGoesAwayMeanwhileDoesNotAnswer() {
        rig.port.gone = true;
        assertTrue(probe(BleSettings.auto()).get(0).text().contains("it does not answer"));
    }

    @Test
    void nothingAttachedIsOneFindingWithItsRemedy() {
        ports.clear();
        List<Finding> findings = probe(BleSettings.auto());
        assertEquals(1, findings.size());
        assertEquals(
                "auto: no BLED112 (USB id 2458:0001) is attached",
                findings.get(0).text());
        assertEquals(
                Optional.of("plug one in, or name its port under [ble] port"),
                findings.get(0).remedy());
    }

    @Test
    void eachDongleAndEachNamedPortHasItsFinding() throws Exception {
        ports.add(new FoundPort("1-3", "/dev/ttyACM1", true));
        List<Finding> auto = probe(BleSettings.auto());
        assertEquals(2, auto.size());
        assertTrue(auto.get(1).text().startsWith("/dev/ttyACM1: it is in firmware update (DFU) mode"));

        Path there = Files.createFile(directory.resolve("dongle"));
        Path gone = directory.resolve("nothing");
        List<Finding> named = probe(new BleSettings(List.of(there.toString(), gone.toString())));
        assertEquals(Finding.Grade.OK, named.get(0).grade());
        assertEquals(gone + ": there is no such port", named.get(1).text());
        assertEquals(
                Optional.of("plug the dongle in, or name another port under [ble] port"),
                named.get(1).remedy());
    }

    @Test
    void aPortThatGoesAwayBeforeItIsOpenedIsNotThere() {
        refusal = CannotOpenException.notThere("gone");
        assertEquals(
                ThreadRig.PATH + ": there is no such port",
                probe(BleSettings.auto()).get(0).text());
    }
}

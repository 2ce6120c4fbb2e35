package nbe.pcsc.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReaderFilterTest {
    private static final ReaderFilter ALL = new ReaderFilter(List.of());

    private static void watchesAll(String... names) {
        assertEquals(List.of(names), ALL.watched(List.of(names)));
    }

    private static void leavesOutTheSecond(String kept, String left) {
        assertEquals(List.of(kept), ALL.watched(List.of(kept, left)));
        assertEquals(List.of(kept), ALL.watched(List.of(left, kept)));
    }

    @Test
    void withoutEntriesAllReadersAreWatched() {
        watchesAll("Virtual PCD 00 00", "Virtual PCD 00 01", "ACS ACR122U PICC Interface 00 00", "Samsung NFC 0");
    }

    @Test
    void theContactOrSamSlotOfADualReaderIsLeftOut() {
        leavesOutTheSecond(
                "ACS ACR1252 1S CL Reader [ACR1252 Dual Reader PICC] 00 00",
                "ACS ACR1252 1S CL Reader [ACR1252 Dual Reader SAM] 01 00");
        leavesOutTheSecond("ACS ACR1281 1S Dual Reader PICC 0", "ACS ACR1281 1S Dual Reader ICC 0");
        leavesOutTheSecond("ACS ACR1281 1S Dual Reader PICC 0", "ACS ACR1281 1S Dual Reader SAM 0");
        leavesOutTheSecond(
                "Identiv uTrust 4701 F Dual Interface Reader [uTrust 4701 F CL Reader] 00 00",
                "Identiv uTrust 4701 F Dual Interface Reader [uTrust 4701 F Contact Reader] 01 00");
    }

    @Test
    void ofTwoReadersOfOneKindEachKeepsItsContactlessSlot() {
        assertEquals(
                List.of("ACS ACR1281 1S Dual Reader PICC 0", "ACS ACR1281 1S Dual Reader PICC 1"),
                ALL.watched(List.of(
                        "ACS ACR1281 1S Dual Reader ICC 0",
                        "ACS ACR1281 1S Dual Reader PICC 0",
                        "ACS ACR1281 1S Dual Reader ICC 1",
                        "ACS ACR1281 1S Dual Reader PICC 1")));
    }

    @Test
    void anEntryHoldsWhateverNumberTheReaderHas() {
        ReaderFilter some = new ReaderFilter(List.of("ACS ACR1252 PICC Reader"));
        for (String name : List.of("ACS ACR1252 PICC Reader 0", "ACS ACR1252 PICC Reader 17")) {
            assertEquals(List.of(name), some.watched(List.of(name)));
        }
    }

    @Test
    void anEntryIsPartOfANameWhereverItStands() {
        String name = "HID Global OMNIKEY 5x25 [CCID] 00 00";
        for (String entry : List.of("omnikey 5x25", "HID", "[ccid]", "00 00", name)) {
            assertEquals(
                    List.of(name), new ReaderFilter(List.of(entry)).watched(List.of("ACS ACR122U 1", name)), entry);
        }
        assertEquals(List.of(), new ReaderFilter(List.of("omnikey  5x25")).watched(List.of(name)));
    }

    @Test
    void anEntryThatNamesOnlyTheContactSlotHasThatWatched() {
        List<String> slots = List.of("ACS ACR1281 1S Dual Reader PICC 0", "ACS ACR1281 1S Dual Reader ICC 0");
        assertEquals(slots.subList(1, 2), new ReaderFilter(List.of("reader icc")).watched(slots));
    }

    @Test
    void aSlotThatOnlyLooksLikeOneIsWatchedIfTheDeviceHasNoOther() {
        watchesAll("ACS ACR1281 1S Dual Reader SAM 0");
        watchesAll("ACS ACR1281 1S Dual Reader SAM 0", "OMNIKEY CardMan 5x21-CL 0");
    }

    @Test
    void entriesChooseByPartsOfNamesWithoutRegardToCaseAndWinOverTheLook() {
        ReaderFilter some = new ReaderFilter(List.of("acs acr1281", "OMNIKEY", "5X25"));
        assertEquals(
                List.of(
                        "ACS ACR1281 1S Dual Reader ICC 0",
                        "ACS ACR1281 1S Dual Reader PICC 0",
                        "Omnikey 5427 CK 0",
                        "HID Global OMNIKEY 5x25 00 00"),
                some.watched(List.of(
                        "ACS ACR1281 1S Dual Reader ICC 0",
                        "ACS ACR1281 1S Dual Reader PICC 0",
                        "Omnikey 5427 CK 0",
                        "HID Global OMNIKEY 5x25 00 00",
                        "Virtual PCD 00 00")));
    }
}

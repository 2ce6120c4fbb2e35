package nbe.bgapi.port;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nbe.bgapi.port.WindowsUsbPortFinder.Described;
import org.junit.jupiter.api.Test;

/** Which COM ports there are, decided from Windows' list and its descriptions. */
class WindowsPortsTest {
    private static final FoundPort COM5 = new FoundPort("1-2", "COM5", false);

    private Optional<List<String>> listed = Optional.of(List.of("COM1"));
    private final List<Described> described = new ArrayList<>(List.of(new Described("COM1", "", 0, 0)));
    private int enumerations;
    private final PortFinder everyDongle = new WindowsUsbPortFinder(() -> listed, () -> {
        enumerations++;
        return List.copyOf(described);
    });

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            everyDongle.find();
        }
    }

    @Test
    void devicesAreEnumeratedOnlyWhenTheListHasChanged() {
        look(1_000);
        assertEquals(4, enumerations, "a port without ids may get them yet, but not for ever");
        listed = Optional.of(List.of("COM1", "COM5"));
        described.add(new Described("COM5", "1-2", 0x2458, 0x0001));
        assertEquals(List.of(COM5), everyDongle.find());
        look(1_000);
        assertEquals(5, enumerations);
        listed = Optional.of(List.of("COM1"));
        described.remove(1);
        assertEquals(List.of(), everyDongle.find());
    }

    @Test
    void idsThatComeLateAreSeen() {
        look(100);
        listed = Optional.of(List.of("COM1", "COM5"));
        described.add(new Described("COM5", "1-2", 0, 0));
        look(3);
        described.set(1, new Described("COM5", "1-2", 0x2458, 0x0001));
        look(6);
        assertEquals(List.of(COM5), everyDongle.find());
    }

    @Test
    void aListThatCannotBeReadMeansEnumeratingNowAndThen() {
        listed = Optional.empty();
        look(60);
        assertEquals(10, enumerations);
        described.add(new Described("COM5", "1-2", 0x2458, 0xFFFE));
        look(6);
        assertEquals(List.of(new FoundPort("1-2", "COM5", true)), everyDongle.find());
    }

    @Test
    void aNamedPortIsThereWhileItIsListedAndTriedNowAndThenWhileItIsNot() {
        PortFinder named = new WindowsNamedPort(() -> listed, "com5");
        FoundPort found = new FoundPort("com5", "com5", false);
        List<List<FoundPort>> looks = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            looks.add(named.find());
        }
        assertEquals(2, looks.stream().filter(List.of(found)::equals).count());
        listed = Optional.of(List.of("COM5"));
        assertEquals(List.of(found), named.find());
        assertEquals(List.of(found), named.find());
        listed = Optional.empty();
        assertEquals(List.of(found), named.find());
        assertEquals(List.of(found), named.find());
    }
}

package nbe.pcsc.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ServiceTextTest {
    private static String linux(PcscCode code, boolean installed) {
        return ServiceText.of(new PcscException("SCardEstablishContext", code.value()), false, installed, true);
    }

    @Test
    void withoutSystemdTheInitScriptStartsPcscd() {
        String text = ServiceText.of(
                new PcscException("SCardEstablishContext", PcscCode.NO_SERVICE.value()), false, true, false);
        assertTrue(text.contains("/etc/init.d/pcscd start"), text);
    }

    @Test
    void eachCauseHasItsRemedy() {
        assertTrue(linux(PcscCode.NO_SERVICE, false).contains("apt install pcscd"));
        assertTrue(linux(PcscCode.NO_SERVICE, true).contains("systemctl enable --now pcscd.socket"));
        String refused = linux(PcscCode.SECURITY_VIOLATION, true);
        assertTrue(refused.contains("polkit") && refused.contains("access_pcsc") && refused.contains("access_card"));
        assertTrue(linux(PcscCode.SERVICE_STOPPED, true).contains("another version"));
    }

    @Test
    void aMachineThatNeverHadAReaderIsNoFaultOnWindows() {
        String text = ServiceText.of(
                new PcscException("SCardEstablishContext", PcscCode.NO_SERVICE.value()), true, false, true);
        assertTrue(text.contains("no reader yet"), text);
    }

    @Test
    void everyTextIsOneLineAndNamesTheCode() {
        for (PcscCode code : PcscCode.values()) {
            for (boolean windows : new boolean[] {false, true}) {
                String text =
                        ServiceText.of(new PcscException("SCardEstablishContext", code.value()), windows, true, true);
                assertEquals(1, text.lines().count());
                assertTrue(text.contains(code.name()), text);
            }
        }
        assertEquals(
                1,
                ServiceText.noLibrary(new UnsatisfiedLinkError("a\nb")).lines().count());
    }
}

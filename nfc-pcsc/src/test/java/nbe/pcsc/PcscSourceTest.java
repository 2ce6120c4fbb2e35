package nbe.pcsc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import nbe.pcsc.binding.Binding;
import nbe.pcsc.binding.BindingInUse;
import nbe.pcsc.binding.Pcsc;
import nbe.pcsc.smartcardio.ScriptedProvider;
import org.junit.jupiter.api.Test;

class PcscSourceTest {
    private final PcscSource source = new PcscSource(Binding.NATIVE, () -> 0);

    private static Pcsc unloadable() {
        throw new UnsatisfiedLinkError("libjnidispatch.so: failed to map segment\nand more");
    }

    @Test
    void whatCanBeLoadedIsUsedAndNothingSaid() {
        Pcsc loaded = new ScriptedPcsc();
        assertSame(loaded, source.nativeOrStandIn(() -> loaded));
        assertTrue(loaded.binding().warning().isEmpty());
    }

    @Test
    @SuppressWarnings("try") // the provider is there, that is all it has to do
    void whereTheNativeLibraryCannotBeLoadedTheProviderOfTheRuntimeStandsInAndTheReasonIsSaid() {
        try (ScriptedProvider provider = new ScriptedProvider()) {
            BindingInUse inUse =
                    source.nativeOrStandIn(PcscSourceTest::unloadable).binding();
            assertEquals(Binding.SMARTCARDIO, inUse.binding());
            assertEquals(
                    "PC/SC goes through javax.smartcardio, with what that cannot do, since the native binding cannot be loaded"
                            + " (libjnidispatch.so: failed to map segment)",
                    inUse.warning().orElseThrow());
        }
    }

    @Test
    @SuppressWarnings("try") // as above
    void theReasonIsThatOfTheFirstAttempt() {
        NoClassDefFoundError later = new NoClassDefFoundError("Could not initialize class com.sun.jna.Native");
        later.initCause(new ExceptionInInitializerError("no room"));
        try (ScriptedProvider provider = new ScriptedProvider()) {
            Pcsc.Source broken = () -> {
                throw later;
            };
            assertEquals(
                    Optional.of("no room"),
                    source.nativeOrStandIn(broken).binding().insteadOfNative());
        }
    }

    @Test
    @SuppressWarnings("try") // as above
    void aBindingThatIsAskedForIsNoWarning() {
        try (ScriptedProvider provider = new ScriptedProvider()) {
            BindingInUse inUse =
                    new PcscSource(Binding.SMARTCARDIO, () -> 0).load().binding();
            assertEquals(Binding.SMARTCARDIO, inUse.binding());
            assertTrue(inUse.warning().isEmpty());
        }
    }
}

package nbe.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.ResultCode;
import nbe.simulator.dongle.SimulatedAdapter;
import nbe.simulator.dongle.SimulatedDongle;
import nbe.testing.Await;
import nbe.testing.Message;
import nbe.testing.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A dongle in trouble: how it recovers, and what the agent gets, and when. */
class AdapterIT {
    /** Coming and going is noticed, and a dongle that is well again is used. */
    private static final Duration SOON = Duration.ofSeconds(3);

    /** 5010 comes after everything was tried. */
    private static final Duration TRIED = Duration.ofSeconds(6);

    @RegisterExtension
    final Chain chain = new Chain();

    @Test
    void aDongleThatAKilledHostLeftScanningIsUsedWithoutAReset() {
        SimulatedDongle dongle = chain.dongle();
        Program killed = chain.programReady();
        String port = dongle.pseudoTerminal().orElseThrow();
        killed.signal("KILL");
        killed.awaitEnd(SOON);
        Await.until(SOON, "the port is closed", () -> !dongle.ask(SimulatedAdapter::hostPresent));
        assertTrue(dongle.ask(SimulatedAdapter::scanning), "the dongle goes on scanning");
        assertEquals(Optional.of(port), dongle.pseudoTerminal());

        int before = chain.mark();
        chain.start();
        chain.awaitFrame(SOON, "ble_ready of the next start", before, Message::isReady);
        assertEquals(0, chain.commands(Command.SYSTEM_RESET), chain::report);
        assertEquals(0, chain.agent().messages(frame -> frame.isError(5010)).size(), chain::report);
    }

    @Test
    void aDongleThatIsStillDiscoveringIsEndedFirst() {
        chain.dongle().tell(SimulatedAdapter::leaveScanning);
        chain.start();
        chain.awaitFrame(SOON, "ble_ready", Message::isReady);
        assertEquals(0, chain.commands(Command.SYSTEM_RESET), chain::report);
        assertEquals(0, chain.agent().messages(frame -> frame.isError(5010)).size(), chain::report);
    }

    @Test
    void aDongleThatIsStuckUntilItIsResetIsResetOnce() {
        chain.dongle().tell(adapter -> adapter.faults().stickUntilReset());
        chain.start();
        chain.awaitFrame(TRIED, "ble_ready", Message::isReady);
        Await.never(
                Duration.ofSeconds(1),
                "scanning ended again",
                () -> !chain.dongle().ask(SimulatedAdapter::scanning));
        assertEquals(1, chain.commands(Command.SYSTEM_RESET), chain::report);
    }

    @Test
    void aDongleThatRefusesForEverIsReportedAndUsedOnceItScans() {
        chain.dongle().tell(adapter -> adapter.faults().refuseDiscover(ResultCode.DEVICE_IN_WRONG_STATE));
        chain.start();
        Message error = chain.awaitFrame(TRIED, "error 5010", frame -> frame.isError(5010));
        assertTrue(error.specifics().contains("0x0181"), error.specifics());
        assertTrue(chain.commands(Command.SYSTEM_RESET) <= 1, chain::report);

        int before = chain.mark();
        chain.dongle().tell(adapter -> adapter.faults().acceptDiscover());
        chain.awaitFrame(SOON, "ble_ready", before, Message::isReady);
        assertTrue(chain.commands(Command.SYSTEM_RESET) <= 1, chain::report);
    }

    @Test
    void anUnpluggedDongleIs5000AndUsedAgainAfterItIsPluggedIn() {
        chain.ready();
        String port = chain.dongle().pseudoTerminal().orElseThrow();
        chain.dongle().unplug();
        chain.awaitFrame(SOON, "error 5000", frame -> frame.isError(5000));

        // Somebody else takes the number of the old pseudo-terminal, so that the dongle comes back as another one.
        int before = chain.mark();
        try (SimulatedDongle other = Chain.dongleAt(1, Optional.empty())) {
            chain.dongle().plug();
            assertNotEquals(Optional.of(port), chain.dongle().pseudoTerminal(), "the port is another one");
            chain.awaitFrame(SOON, "ble_ready", before, Message::isReady);
            assertTrue(!other.ask(SimulatedAdapter::hostPresent), "what is not configured is left alone");
        }
    }

    @Test
    void aSilentDongleIs5010AndUsedAgainOnceItAnswers() {
        chain.ready();
        chain.dongle().tell(adapter -> adapter.faults().hang(true));
        Message error = chain.awaitFrame(TRIED, "error 5010", frame -> frame.isError(5010));
        assertTrue(
                error.specifics().contains(chain.directory().resolve("dongle").toString()), error.specifics());

        int before = chain.mark();
        chain.dongle().tell(adapter -> adapter.faults().hang(false));
        chain.awaitFrame(SOON, "ble_ready", before, Message::isReady);
    }
}

package nbe.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nbe.agent.link.AgentEffect;
import nbe.agent.link.AgentMachine;
import nbe.agent.link.LinkCause;
import nbe.air.Advert;
import nbe.band.PayloadParser;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.bgapi.machine.AdapterStatus;
import nbe.bgapi.port.AdapterProblem;
import nbe.control.status.AdapterRow;
import nbe.control.status.AgentRow;
import nbe.control.status.BandRow;
import nbe.control.status.NfcRow;
import nbe.control.status.Problem;
import nbe.control.status.ReaderRow;
import nbe.control.status.Status;
import nbe.control.status.ThresholdsRow;
import nbe.endpoint.IntentType;
import nbe.pcsc.ReaderView;
import nbe.pcsc.binding.Binding;
import nbe.pcsc.binding.BindingInUse;
import nbe.pcsc.filter.UnmatchedEntries;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status that follows from what the core tells: rows, and the problems and warnings, each with its remedy. */
class StatusTest {
    private static final String NAMED = "[ble]\nport = \"/dev/ttyACM0\"\n";

    @TempDir
    Path folder;

    private StatusRig rig;

    @BeforeEach
    void rig() {
        rig = new StatusRig(folder, NAMED);
    }

    private void allWell() {
        rig.connected();
        rig.adapter(StatusRig.SCANNING);
        rig.readers = List.of(new ReaderView("ACS ACR122U 00 00", ReaderView.State.EMPTY, true, Optional.empty()));
    }

    private Problem onlyProblem() {
        List<Problem> problems = rig.status().problems();
        assertEquals(1, problems.size(), problems.toString());
        return problems.get(0);
    }

    @Test
    void aBandHasTheNameOfThePayloadByWhichItWasRecognisedLast() {
        rig.here();
        rig.heard(-60, "plant badge");
        assertEquals("plant badge", rig.status().bands().get(0).payload());
        rig.heard(-60, "builtin");
        assertEquals("builtin", rig.status().bands().get(0).payload());
    }

    @Test
    void allIsWell() {
        allWell();
        rig.roundTrip = OptionalLong.of(1_240_000);
        rig.pass(61.5);
        Status status = rig.status();
        assertEquals("1.2.3", status.version());
        assertEquals("desk-7", status.endpointId());
        assertEquals(Instant.parse("2026-11-30T08:00:00Z"), status.started());
        assertEquals(61, status.uptimeS());
        assertEquals(
                new AgentRow(
                        "ws://127.0.0.1:9120/socket/websocket",
                        AgentRow.State.CONNECTED,
                        status.started(),
                        Optional.empty(),
                        Optional.of(1.2)),
                status.agent());
        assertEquals(
                List.of(new AdapterRow(
                        StatusRig.PORT,
                        AdapterRow.State.SCANNING,
                        Optional.empty(),
                        Optional.of("1.3.2 build 122"),
                        Optional.of("00:07:80:1A:2B:3C"),
                        0)),
                status.adapters());
        assertEquals(List.of(new ReaderRow("ACS ACR122U 00 00", ReaderRow.State.EMPTY, true)), status.readers());
        assertEquals(new NfcRow(NfcRow.State.UP, Optional.empty(), Optional.of("native")), status.nfc());
        assertEquals(3, status.counters().get("dropped"));
        assertEquals(2, status.counters().get("reconnects"));
        assertEquals(0, status.counters().get("intents_ble"));
        assertEquals(new ThresholdsRow(Optional.of(-42), Optional.of(-70), Optional.of(-83)), status.thresholds());
        assertEquals(List.of(), status.problems());
        assertEquals(List.of(), status.warnings());
    }

    @Test
    void aBandHasItsLevelItsRateAndItsLastTap() {
        allWell();
        rig.here();
        for (int i = 0; i < 200; i++) {
            rig.heard(-50 - i % 3);
            rig.pass(0.1);
        }
        rig.book.tapped(new FixedTap(StatusRig.BAND, rig.wallTime(rig.now)));
        rig.pass(0.5);
        assertEquals(
                List.of(new BandRow(
                        "C2:FA:D7:F0:D7:96",
                        "builtin",
                        "weak",
                        "far",
                        Optional.of(-51),
                        10.0,
                        0.6,
                        Optional.of(new BandRow.LastIntent("BLE", Instant.parse("2026-11-30T08:00:20Z"))))),
                rig.status().bands());
        rig.pass(30);
        BandRow later = rig.status().bands().get(0);
        assertEquals(0, later.samplesPerS());
        assertEquals(30.6, later.lastHeardS());
        assertEquals(IntentType.BLE.name(), later.lastIntent().orElseThrow().type());
    }

    @Test
    void theAgentIsNotThereBecauseItsNameIsUnknown() {
        allWell();
        rig.book.link(new AgentEffect.LinkLost(1, new LinkCause(LinkCause.Kind.IO, "reset"), 1, 1));
        rig.pass(2);
        rig.cannotConnect(
                LinkCause.Kind.NAME_UNKNOWN,
                "the name agent.example is unknown: check agent_url, and the name servers of this computer");
        assertEquals(
                new Problem(
                        "agent",
                        "ws://127.0.0.1:9120/socket/websocket is not connected: the name agent.example is unknown",
                        "check agent_url, and the name servers of this computer"),
                onlyProblem());
        AgentRow agent = rig.status().agent();
        assertEquals(AgentRow.State.WAITING, agent.state());
        assertEquals(Instant.parse("2026-11-30T08:00:02Z"), agent.since());
        assertTrue(agent.lastError().orElseThrow().startsWith("the name agent.example is unknown"));
        rig.book.link(new AgentEffect.Connect(2));
        assertEquals(AgentRow.State.CONNECTING, rig.status().agent().state());
        assertEquals(1, rig.status().problems().size(), "the reason stays until a connection is there");
        rig.connected();
        assertEquals(Optional.empty(), rig.status().agent().lastError());
        assertEquals(List.of(), rig.status().problems());
    }

    @Test
    void whatTheEndpointItselfEndedIsNoFailure() {
        allWell();
        rig.book.link(new AgentEffect.LinkLost(1, AgentMachine.STOPPED, 1, 0));
        assertEquals(Optional.empty(), rig.status().agent().lastError());
        assertEquals(List.of(), rig.status().problems());
    }

    @Test
    void anAdapterThatIsHeldHasThatReasonAndItsRemedy() {
        allWell();
        rig.adapter(new AdapterStatus.Failed(StatusRig.PORT, AdapterProblem.MODEM_MANAGER, "process 812"));
        assertEquals(
                new Problem(
                        "adapter",
                        "/dev/ttyACM0: ModemManager uses the port (process 812)",
                        AdapterProblem.MODEM_MANAGER.remedy()),
                onlyProblem());
        AdapterRow row = rig.status().adapters().get(0);
        assertEquals(AdapterRow.State.FAILED, row.state());
        assertEquals(Optional.of("1.3.2 build 122"), row.firmware(), "what is known of it stays");
    }

    @Test
    void anAdapterThatIsBroughtToOrderIsRecoveringUntilTheOutcome() {
        allWell();
        rig.book.adapter(new AdapterEvent.Recovery(
                0, StatusRig.PORT, true, "it has stopped answering; the port is opened again"));
        assertEquals(AdapterRow.State.RECOVERING, rig.status().adapters().get(0).state());
        assertEquals(
                "/dev/ttyACM0: it does not scan: it has stopped answering; the port is opened again",
                onlyProblem().text());
        rig.book.adapter(new AdapterEvent.Recovery(0, StatusRig.PORT, false, "scanning again"));
        assertEquals(AdapterRow.State.SCANNING, rig.status().adapters().get(0).state());
        rig.adapter(new AdapterStatus.Missing(StatusRig.PORT));
        AdapterRow missing = rig.status().adapters().get(0);
        assertEquals(AdapterRow.State.ABSENT, missing.state());
        assertEquals(Optional.empty(), missing.firmware());
        assertEquals(
                "plug it in, or name another port under [ble] port",
                onlyProblem().remedy());
    }

    @Test
    void withAutoTheDonglesThatAreThereCountElseOneIsAbsent() {
        rig = new StatusRig(folder, "");
        rig.connected();
        rig.readers = List.of(new ReaderView("R", ReaderView.State.CARD, true, Optional.empty()));
        assertEquals(AdapterRow.State.RECOVERING, rig.status().adapters().get(0).state(), "at the start");
        rig.adapter(new AdapterStatus.Missing("auto"));
        assertEquals("auto: " + AdapterStatus.Missing.NO_BLED112, onlyProblem().text());
        rig.book.adapter(new AdapterEvent.Changed(1, StatusRig.SCANNING));
        assertEquals(
                List.of(StatusRig.PORT),
                rig.status().adapters().stream().map(AdapterRow::port).toList());
        assertEquals(List.of(), rig.status().problems());
        rig.book.adapter(new AdapterEvent.Changed(1, new AdapterStatus.Missing("auto")));
        assertEquals(1, rig.status().adapters().size(), "two that are absent are one row");
    }

    @Test
    void bluetoothOrNfcSwitchedOffIsNoProblem() {
        rig = new StatusRig(folder, "[ble]\nenabled = false\n[nfc]\nenabled = false\n");
        rig.connected();
        rig.book.adaptersReplaced(0);
        rig.nfcDown = Optional.of("the PC/SC service has not answered yet");
        Status status = rig.status();
        assertEquals(List.of(), status.adapters());
        assertEquals(new NfcRow(NfcRow.State.OFF, Optional.empty(), Optional.empty()), status.nfc());
        assertEquals(List.of(), status.problems());
        assertEquals(List.of(), status.warnings());
    }

    @Test
    void withoutAPcscServiceItsReasonIsTheProblemAndTheReadersAreNoOther() {
        allWell();
        rig.readers = List.of();
        rig.nfcDown = Optional.of(
                "pcscd does not run: systemctl enable --now pcscd.socket (SCardEstablishContext: NO_SERVICE (0x8010001D))");
        Problem problem = onlyProblem();
        assertEquals("pcscd does not run (SCardEstablishContext: NO_SERVICE (0x8010001D))", problem.text());
        assertTrue(problem.remedy().startsWith("systemctl enable --now pcscd.socket; "), problem.remedy());
        assertEquals(List.of(), rig.status().warnings());
    }

    @Test
    void aReaderThatIsOfNoUseIsAWarningUnlessItIsNotWatched() {
        allWell();
        Optional<String> trouble = Optional.of("its driver cannot reach it; unplug it and plug it in again");
        rig.readers = List.of(
                new ReaderView("ACS", ReaderView.State.UNREACHABLE, true, trouble),
                new ReaderView("other", ReaderView.State.UNREACHABLE, false, trouble));
        assertEquals(
                List.of(new Problem("readers", "ACS: its driver cannot reach it", "unplug it and plug it in again")),
                rig.status().warnings());
        assertEquals(List.of(), rig.status().problems());
    }

    @Test
    void anEntryThatMatchesNoReaderAndABindingThatStandsInAreWarningsWhileTheyHold() {
        allWell();
        rig.unmatched = UnmatchedEntries.unmatched(List.of("omnikey"), List.of("ACS"));
        rig.binding = new BindingInUse(Binding.SMARTCARDIO, Optional.of("UnsatisfiedLinkError: no room"));
        List<Problem> warnings = rig.status().warnings();
        assertEquals(
                List.of("readers", "readers"),
                warnings.stream().map(Problem::subject).toList());
        assertTrue(warnings.get(0).text().contains("the native binding cannot be loaded (Uns"), warnings::toString);
        assertEquals(
                "\"omnikey\" of [nfc] readers is part of no reader's name",
                warnings.get(1).text());
        assertTrue(warnings.get(1).remedy().startsWith("there is ACS; "), warnings::toString);
        assertEquals(Optional.of("smartcardio"), rig.status().nfc().binding());
        rig.unmatched = List.of();
        rig.binding = new BindingInUse(Binding.SMARTCARDIO, Optional.empty());
        assertEquals(List.of(), rig.status().warnings());
    }

    @Test
    void aCertificateThatIsAboutToExpireIsAWarning() {
        allWell();
        rig.certificates = List.of("the agent's certificate expires in 5 days: CN=agent");
        assertEquals("agent", rig.status().warnings().get(0).subject());
        assertEquals(1, rig.status().warnings().size());
        assertEquals(List.of(), rig.status().problems());
    }

    @Test
    void aFileThatWasNotReadIsAProblemAndWhatItsReadingWarnedOfAWarning() {
        rig = new StatusRig(folder, NAMED + "prot = \"x\"\n");
        allWell();
        rig.configProblems = List.of("nbe.toml:1:1: this file has changed since it was read");
        assertEquals(
                "nbe.toml:1:1: this file has changed since it was read",
                onlyProblem().text());
        List<Problem> warnings = rig.status().warnings();
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).text().endsWith("nbe.toml:4:1: unknown key ble.prot"), warnings.toString());
        assertTrue(warnings.get(0).remedy().contains("port in section [ble]"), warnings.toString());
    }

    @Test
    void anAirWithoutBandsIsAWarningAndAProblemWhereSomeAreNotUnderstood() {
        allWell();
        advertise(PayloadParser.FOREIGN);
        assertEquals(List.of(), rig.status().problems());
        assertEquals("air", rig.status().warnings().get(0).subject());
        advertise(PayloadParser.DAMAGED);
        assertEquals("air", onlyProblem().subject());
        assertEquals(List.of(), rig.status().warnings());
    }

    /** Somebody who is no band advertises for more than a minute. */
    private void advertise(int parsed) {
        Advert advert = Advert.of("D0:00:00:00:00:02", -70, "05FFB2010909");
        for (int i = 0; i < 62; i++) {
            rig.air.adapter(0).onOther(advert, parsed, rig.now);
            rig.pass(1);
        }
    }
}

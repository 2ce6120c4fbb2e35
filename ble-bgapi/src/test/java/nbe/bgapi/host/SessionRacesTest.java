package nbe.bgapi.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import nbe.bgapi.call.AddressType;
import nbe.bgapi.call.ConnectionParameters;
import nbe.bgapi.call.HostEvent;
import nbe.bgapi.call.Uuid;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Octets;
import nbe.bgapi.wire.Packet;
import org.junit.jupiter.api.Test;

/** What a dongle can say at an awkward moment. */
class SessionRacesTest {
    private static final long ALICE = 0xC2FAD7F0D796L;
    private static final long MS = 1_000_000;

    private final SessionMachine machine = new SessionMachine(ALICE, AddressType.RANDOM, 0);
    private final SessionRequest.Connect connect = new SessionRequest.Connect(ConnectionParameters.DEFAULT, 1_000 * MS);
    private final List<SessionEffect> effects = new ArrayList<>();
    private long now;

    private void connecting() {
        effects.addAll(machine.onRequest(connect, now));
        effects.addAll(machine.onLent(now));
        hear(Packet.response(Command.GAP_CONNECT_DIRECT, 0, 0));
    }

    private void connected() {
        connecting();
        hear(status());
        effects.clear();
    }

    private void givingUp() {
        connecting();
        now += 1_000 * MS;
        effects.addAll(machine.onTime(now));
        assertInstanceOf(GivingUp.class, machine.state());
        effects.clear();
    }

    private void hear(Packet packet) {
        effects.addAll(machine.onPacket(packet, now));
    }

    private static Packet status() {
        return Packet.event(Event.CONNECTION_STATUS, 0, 5, ALICE, 1, 40, 200, 0, 0xFF);
    }

    private static boolean isEnd(SessionEffect effect) {
        return effect instanceof SessionEffect.End;
    }

    @Test
    void aConnectionThatComesWhileItGivesUpIsTaken() {
        givingUp();
        hear(status());
        assertInstanceOf(Connected.class, machine.state());
        assertTrue(effects.contains(new SessionEffect.ReturnRadio(true)));
        effects.clear();
        hear(Packet.response(Command.GAP_END_PROCEDURE, 0x0181));
        assertEquals(List.of(), effects, "it came too late, and says nothing new");
    }

    @Test
    void givingUpWhatDoesNotRunIsDisorder() {
        givingUp();
        hear(Packet.response(Command.GAP_END_PROCEDURE, 0x0181));
        assertTrue(effects.contains(new SessionEffect.ReturnRadio(false)));
        assertInstanceOf(Idle.class, machine.state());
    }

    @Test
    void aConnectionThatFailsToBeEstablishedIsToldWithItsReason() {
        connecting();
        hear(status());
        hear(Packet.event(Event.CONNECTION_DISCONNECTED, 0, 0x023E));
        SessionEffect.End end = (SessionEffect.End)
                effects.stream().filter(SessionRacesTest::isEnd).findFirst().orElseThrow();
        assertEquals(0x023E, end.why().outcome().orElseThrow().code());
        assertTrue(end.orderly());
    }

    @Test
    void whatConcernsAnotherConnectionIsPassedOver() {
        connected();
        effects.addAll(machine.onRequest(
                new SessionRequest.Run<>(Procedures.write(9, Octets.of((byte) 1)), 1_000 * MS), now));
        hear(Packet.response(Command.ATTCLIENT_ATTRIBUTE_WRITE, 0, 0));
        effects.clear();
        hear(Packet.event(Event.ATTCLIENT_PROCEDURE_COMPLETED, 1, 0, 9));
        hear(Packet.event(Event.ATTCLIENT_ATTRIBUTE_VALUE, 1, 9, 1, Octets.of((byte) 1)));
        hear(Packet.event(Event.CONNECTION_DISCONNECTED, 1, 0x0213));
        assertEquals(List.of(), effects);
        hear(Packet.event(Event.ATTCLIENT_PROCEDURE_COMPLETED, 0, 0, 9));
        assertEquals(1, effects.size());
        assertInstanceOf(Connected.class, machine.state());
    }

    @Test
    void firmwareThatEndsASearchWithNotFoundHasFoundWhatItFound() {
        connected();
        SessionRequest<List<GattService>> search = new SessionRequest.Run<>(Procedures.services(), 1_000 * MS);
        effects.addAll(machine.onRequest(search, now));
        hear(Packet.response(Command.ATTCLIENT_READ_BY_GROUP_TYPE, 0, 0));
        hear(Packet.event(Event.ATTCLIENT_GROUP_FOUND, 0, 1, 5, Uuid.of(0x1800).toWire()));
        effects.clear();
        hear(Packet.event(Event.ATTCLIENT_PROCEDURE_COMPLETED, 0, 0x040A, 6));
        GattService service = new GattService(Uuid.of(0x1800), 1, 5, List.of());
        assertEquals(List.of(new SessionEffect.Complete(search, List.of(service))), effects);
    }

    @Test
    void aDeviceThatBreaksTheProtocolIsLeft() {
        connected();
        effects.addAll(machine.onRequest(new SessionRequest.Run<>(Procedures.services(), 1_000 * MS), now));
        hear(Packet.response(Command.ATTCLIENT_READ_BY_GROUP_TYPE, 0, 0));
        effects.clear();
        hear(Packet.event(Event.ATTCLIENT_GROUP_FOUND, 0, 1, 5, Octets.of((byte) 1)));
        SessionEffect.Fail fail = (SessionEffect.Fail) effects.get(0);
        assertEquals(SessionError.PROTOCOL, fail.why().error());
        assertEquals(new SessionEffect.Send(Packet.command(Command.CONNECTION_DISCONNECT, 0)), effects.get(1));
    }

    @Test
    void anIndicationThatTheFirmwareConfirmsItselfIsNotConfirmedTwice() {
        connected();
        hear(Packet.event(Event.ATTCLIENT_ATTRIBUTE_VALUE, 0, 9, HostEvent.Value.INDICATION, Octets.of((byte) 1)));
        assertEquals(List.of(new SessionEffect.Deliver(new GattValue(9, true, Octets.of((byte) 1)))), effects);
    }

    @Test
    void aDisconnectThatIsNeverConfirmedEndsInDisorder() {
        connected();
        effects.addAll(machine.onRequest(new SessionRequest.Disconnect(), now));
        hear(Packet.response(Command.CONNECTION_DISCONNECT, 0, 0));
        assertFalse(machine.isOver());
        now = machine.state().deadline().orElseThrow();
        effects.addAll(machine.onTime(now));
        SessionEffect.End end = (SessionEffect.End)
                effects.stream().filter(SessionRacesTest::isEnd).findFirst().orElseThrow();
        assertFalse(end.orderly());
    }
}

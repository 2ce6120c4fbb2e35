package nbe.bgapi.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import nbe.bgapi.call.ConnectionParameters;
import nbe.bgapi.call.HostEvent;
import nbe.bgapi.call.Uuid;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Octets;
import nbe.bgapi.wire.ResultCode;
import nbe.simulator.band.BandServices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** The session against the simulated dongle: every step, and what happens when it fails. */
class SessionMachineTest {
    private final SessionRig rig = new SessionRig();

    private static Octets bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Octets.of(bytes);
    }

    private static SessionException fails(SessionError error, Executable what) {
        SessionException why = assertThrows(SessionException.class, what);
        assertEquals(error, why.error(), why.getMessage());
        return why;
    }

    private static void refused(ResultCode code, Executable what) {
        SessionException why = fails(SessionError.REFUSED, what);
        assertEquals(code.code(), why.outcome().orElseThrow().code(), why.getMessage());
    }

    private BandServices services() {
        return rig.band.services();
    }

    // ---- connecting

    @Test
    void itConnectsAndReturnsTheRadio() throws SessionException {
        HostEvent.Status status = rig.await(rig.connecting(2_000));
        assertTrue(status.isConnected());
        assertEquals(SessionRig.ALICE.value(), status.address());
        assertEquals(List.of(true), rig.radioReturned);
        assertInstanceOf(Connected.class, rig.machine.state());
        assertTrue(rig.band.gatt().isConnected());
        assertTrue(rig.band.advertisement(rig.now).isEmpty(), "a connected band does not advertise");
    }

    @Test
    void aDeviceThatIsNotHeardIsATimeoutAndMayBeTriedAgain() throws SessionException {
        rig.band.silent(true);
        fails(SessionError.TIMEOUT, () -> rig.await(rig.connecting(1_000)));
        assertInstanceOf(Idle.class, rig.machine.state());
        assertEquals(List.of(true), rig.radioReturned);
        rig.band.silent(false);
        rig.connected();
        assertInstanceOf(Connected.class, rig.machine.state());
    }

    @Test
    void aConnectThatTheDongleRefusesReturnsTheRadio() {
        for (int i = 0; i < 3; i++) {
            rig.adapter.leaveConnected(new nbe.simulator.air.DeviceAddress(i, false));
        }
        refused(ResultCode.CONNECTION_LIMIT_EXCEEDED, () -> rig.await(rig.connecting(1_000)));
        assertEquals(List.of(true), rig.radioReturned);
        assertInstanceOf(Idle.class, rig.machine.state());
    }

    @Test
    void aDongleThatDoesNotAnswerEndsTheSessionInDisorder() {
        rig.adapter.faults().hang(true);
        fails(SessionError.TIMEOUT, () -> rig.await(rig.connecting(1_000)));
        assertInstanceOf(Over.class, rig.machine.state());
        assertEquals(false, rig.endedOrderly);
        assertEquals(List.of(false), rig.radioReturned.subList(rig.radioReturned.size() - 1, rig.radioReturned.size()));
    }

    @Test
    void aRadioThatIsNotLentIsATimeout() {
        rig.lends = false;
        fails(SessionError.TIMEOUT, () -> rig.await(rig.connecting(1_000)));
        assertInstanceOf(Over.class, rig.machine.state());
    }

    @Test
    void closingWhileItConnectsGivesUp() throws SessionException {
        rig.band.silent(true);
        SessionRequest.Connect connecting = rig.connecting(5_000);
        rig.pass(100);
        assertTrue(rig.await(rig.give(new SessionRequest.Disconnect())));
        fails(SessionError.CLOSED, () -> rig.await(connecting));
        assertEquals(1, rig.radioReturned.size());
        assertEquals(true, rig.endedOrderly);
        assertTrue(rig.adapter.listening().isEmpty(), "the dongle does not go on connecting");
    }

    @Test
    void aSecondConnectAndEverythingBeforeTheFirstAreRefused() throws SessionException {
        fails(SessionError.NOT_CONNECTED, () -> rig.run(Procedures.read(3)));
        rig.connected();
        fails(SessionError.ALREADY_CONNECTED, () -> rig.await(rig.connecting(100)));
    }

    @Test
    void aSessionThatNobodyUsesGivesTheAdapterFree() {
        rig.pass(SessionMachine.IDLE_NANOS / SessionRig.MS + 10);
        assertInstanceOf(Over.class, rig.machine.state());
        assertEquals(SessionError.CLOSED, rig.ended.error());
    }

    // ---- attributes

    @Test
    void itFindsServicesAndCharacteristics() throws SessionException {
        rig.connected();
        List<GattService> services = rig.run(Procedures.services());
        assertEquals(
                List.of(Uuid.of(0x1800), Uuid.of(0x180A), Uuid.of(0x180F), Uuid.ofWire(BandServices.SERVICE)),
                services.stream().map(GattService::uuid).toList());
        assertEquals(0xFFFF, services.get(3).end());
        GattService battery = services.get(2);
        List<GattCharacteristic> found = rig.run(Procedures.characteristics(battery.start(), battery.end()));
        assertEquals(1, found.size());
        assertEquals(Uuid.of(0x2A19), found.get(0).uuid());
        assertEquals(services().batteryHandle(), found.get(0).value());
        assertTrue(found.get(0).notifies()
                && found.get(0).canBeRead()
                && !found.get(0).canBeWritten());
        assertEquals(
                List.of(services().batteryHandle() + 1),
                rig.run(Procedures.handlesOf(
                        Uuid.CLIENT_CONFIGURATION, found.get(0).value() + 1, battery.end())));
    }

    @Test
    void nothingFoundIsAnEmptyList() throws SessionException {
        rig.connected();
        assertEquals(List.of(), rig.run(Procedures.characteristics(0xF000, 0xF100)));
    }

    @Test
    void itReads() throws SessionException {
        rig.connected();
        assertEquals(bytes(1, 2, 3), rig.run(Procedures.read(services().statusHandle())));
        refused(ResultCode.ATT_INVALID_HANDLE, () -> rig.run(Procedures.read(0x0999)));
        refused(
                ResultCode.ATT_READ_NOT_PERMITTED,
                () -> rig.run(Procedures.read(services().streamHandle())));
        assertInstanceOf(Connected.class, rig.machine.state(), "a refusal does not end the session");
    }

    @Test
    void itReadsWhatIsLongerThanAPacket() throws SessionException {
        rig.connected();
        int model = rig.run(Procedures.characteristics(1, 0xFFFF)).stream()
                .filter(some -> some.uuid().equals(Uuid.of(0x2A24)))
                .findFirst()
                .orElseThrow()
                .value();
        Octets whole = Octets.of(BandServices.MODEL.getBytes(StandardCharsets.US_ASCII));
        assertEquals(whole, rig.run(Procedures.readLong(model)));
        assertEquals(22, rig.run(Procedures.read(model)).length());
        refused(ResultCode.ATT_INVALID_HANDLE, () -> rig.run(Procedures.readLong(0x0999)));
    }

    @Test
    void itWritesWithAndWithoutResponseAndInParts() throws SessionException {
        rig.connected();
        int setting = services().settingHandle();
        assertTrue(rig.run(Procedures.write(setting, bytes(7, 8))));
        assertEquals(bytes(7, 8), rig.band.gatt().value(setting));
        assertTrue(rig.run(Procedures.writeCommand(setting, bytes(9))));
        rig.pass(50);
        assertEquals(bytes(9), rig.band.gatt().value(setting));
        Octets big = Octets.of(new byte[100]);
        assertTrue(rig.run(Procedures.writeLong(setting, big)));
        assertEquals(big, rig.band.gatt().value(setting));
        refused(
                ResultCode.ATT_WRITE_NOT_PERMITTED,
                () -> rig.run(Procedures.write(services().statusHandle(), bytes(1))));
        refused(
                ResultCode.ATT_WRITE_NOT_PERMITTED,
                () -> rig.run(Procedures.writeLong(services().statusHandle(), big)));
        refused(ResultCode.INVALID_PARAMETER, () -> rig.run(Procedures.write(setting, Octets.of(new byte[21]))));
    }

    @Test
    void notificationsAndIndicationsComeOnceTheyAreWanted() throws SessionException {
        rig.connected();
        int stream = services().streamHandle();
        int request = services().requestHandle();
        assertFalse(rig.band.gatt().send(stream, (byte) 1), "not subscribed yet");
        rig.run(Procedures.write(stream + 1, bytes(1, 0)));
        rig.run(Procedures.write(request + 1, bytes(2, 0)));
        assertTrue(rig.band.gatt().send(stream, (byte) 2));
        assertTrue(rig.band.gatt().send(request, (byte) 3));
        assertTrue(rig.band.gatt().send(request, (byte) 4));
        rig.pass(200);
        assertEquals(
                List.of(
                        new GattValue(stream, false, bytes(2)),
                        new GattValue(request, true, bytes(3)),
                        new GattValue(request, true, bytes(4))),
                rig.values);
        assertEquals(2, rig.sent(Command.ATTCLIENT_INDICATE_CONFIRM));
    }

    @Test
    void aValueThatComesDuringAReadIsNotTakenForTheAnswer() throws SessionException {
        rig.connected();
        int battery = services().batteryHandle();
        rig.run(Procedures.write(battery + 1, bytes(1, 0)));
        SessionRequest<Octets> read = rig.give(Procedures.read(services().statusHandle()));
        rig.band.gatt().send(battery, (byte) 55);
        assertEquals(bytes(1, 2, 3), rig.await(read));
        rig.pass(50);
        assertEquals(List.of(new GattValue(battery, false, bytes(55))), rig.values);
    }

    @Test
    void ordersRunOneAfterTheOtherAndNoMoreThanABoundWait() throws SessionException {
        rig.connected();
        List<SessionRequest<Octets>> orders = new ArrayList<>();
        for (int i = 0; i < SessionMachine.WAITING_BOUND + 1; i++) {
            orders.add(rig.give(Procedures.read(services().statusHandle())));
        }
        fails(SessionError.BUSY, () -> rig.await(rig.give(Procedures.read(1))));
        for (SessionRequest<Octets> order : orders) {
            assertEquals(bytes(1, 2, 3), rig.await(order));
        }
        assertEquals(SessionMachine.WAITING_BOUND + 1, rig.sent(Command.ATTCLIENT_READ_BY_HANDLE));
    }

    @Test
    void aRequestThatTheDeviceDoesNotAnswerEndsTheSession() throws SessionException {
        rig.connected();
        rig.band.gatt().unresponsive(true);
        SessionRequest<Octets> behind = new SessionRequest.Run<>(Procedures.read(1), 1);
        SessionRequest<Octets> stuck = rig.give(Procedures.read(services().statusHandle()));
        rig.give(behind);
        fails(SessionError.TIMEOUT, () -> rig.await(stuck));
        fails(SessionError.TIMEOUT, () -> rig.await(behind));
        rig.pass(500);
        assertInstanceOf(Over.class, rig.machine.state());
        assertEquals(true, rig.endedOrderly);
        assertFalse(rig.band.gatt().isConnected(), "the device is let go");
    }

    // ---- security

    @Test
    void aSecretIsReadOnceTheConnectionIsEncrypted() throws SessionException {
        rig.connected();
        int secret = services().secretHandle();
        refused(ResultCode.ATT_INSUFFICIENT_ENCRYPTION, () -> rig.run(Procedures.read(secret)));
        refused(ResultCode.ATT_INSUFFICIENT_ENCRYPTION, () -> rig.run(Procedures.write(secret, bytes(1))));
        assertEquals(OptionalInt.empty(), rig.run(Procedures.encrypt(false)));
        assertEquals(bytes(42), rig.run(Procedures.read(secret)));
        assertEquals(List.of(), rig.run(Procedures.bonds()));
    }

    @Test
    void aBondLastsAndCanBeDeleted() throws SessionException {
        rig.connected();
        assertEquals(OptionalInt.of(0), rig.run(Procedures.encrypt(true)));
        rig.await(rig.give(new SessionRequest.Disconnect()));
        rig.newSession();
        assertEquals(1, rig.run(Procedures.bonds()).size(), "without a connection");
        HostEvent.Status status = rig.await(rig.connecting(2_000));
        assertTrue(status.isBonded());
        assertEquals(OptionalInt.of(0), rig.run(Procedures.encrypt(false)));
        rig.run(Procedures.deleteBonding(0));
        assertEquals(List.of(), rig.run(Procedures.bonds()));
        refused(ResultCode.INVALID_PARAMETER, () -> rig.run(Procedures.deleteBonding(0)));
    }

    @Test
    void aDeviceThatRefusesToPairOrHasForgottenItsKeysIsARefusal() throws SessionException {
        rig.connected();
        rig.band.gatt().refusePairing(ResultCode.SM_PAIRING_NOT_SUPPORTED);
        refused(ResultCode.SM_PAIRING_NOT_SUPPORTED, () -> rig.run(Procedures.encrypt(true)));
        rig.band.gatt().acceptPairing();
        rig.run(Procedures.encrypt(true));
        rig.band.gatt().forgetBonds();
        refused(ResultCode.PIN_OR_KEY_MISSING, () -> rig.run(Procedures.encrypt(true)));
    }

    @Test
    void parametersChangeAndTheLevelIsTold() throws SessionException {
        rig.connected();
        HostEvent.Status status = rig.run(Procedures.update(new ConnectionParameters(16, 16, 0, 150)));
        assertEquals(16, status.interval());
        assertEquals(150, status.timeout());
        assertEquals(-56, rig.run(Procedures.rssi()));
    }

    // ---- the end

    @Test
    void disconnectingIsOrderlyAndTheBandAdvertisesAgain() throws SessionException {
        rig.connected();
        assertTrue(rig.await(rig.give(new SessionRequest.Disconnect())));
        assertInstanceOf(Over.class, rig.machine.state());
        assertEquals(true, rig.endedOrderly);
        assertTrue(rig.band.advertisement(rig.now).isPresent());
        fails(SessionError.NOT_CONNECTED, () -> rig.run(Procedures.read(3)));
        assertTrue(rig.await(rig.give(new SessionRequest.Disconnect())), "again is fine");
    }

    @Test
    void aBandThatEndsTheConnectionIsToldWithItsReason() throws SessionException {
        rig.connected();
        rig.band.gatt().disconnect();
        SessionRequest<Octets> read = rig.give(Procedures.read(services().statusHandle()));
        SessionException why = fails(SessionError.REMOTE_DISCONNECTED, () -> rig.await(read));
        assertTrue(why.outcome().orElseThrow().is(ResultCode.REMOTE_USER_TERMINATED_CONNECTION));
        assertEquals(SessionError.REMOTE_DISCONNECTED, rig.ended.error());
    }

    @Test
    void aBandThatWalksOutOfRangeIsLostAfterTheSupervisionTimeout() throws SessionException {
        rig.connected();
        rig.band.silent(true);
        rig.pass(900);
        assertInstanceOf(Connected.class, rig.machine.state());
        rig.pass(200);
        assertInstanceOf(Over.class, rig.machine.state());
        assertTrue(rig.ended.outcome().orElseThrow().is(ResultCode.CONNECTION_TIMEOUT));
    }

    @Test
    void aDongleThatHangsInMidSessionEndsItInDisorder() throws SessionException {
        rig.connected();
        rig.adapter.faults().hang(true);
        fails(SessionError.TIMEOUT, () -> rig.run(Procedures.read(3)));
        assertInstanceOf(Over.class, rig.machine.state());
        assertEquals(false, rig.endedOrderly, "the dongle may still hold the connection");
    }

    @Test
    void anAdapterThatIsLostFailsEverythingThatWaits() throws SessionException {
        rig.connected();
        SessionRequest<Octets> running = rig.give(Procedures.read(3));
        SessionRequest<Octets> waiting = rig.give(Procedures.read(3));
        rig.perform(rig.machine.onLost(SessionError.PORT_GONE));
        fails(SessionError.PORT_GONE, () -> rig.await(running));
        fails(SessionError.PORT_GONE, () -> rig.await(waiting));
        assertEquals(SessionError.PORT_GONE, rig.ended.error());
    }

    @Test
    void stoppingLetsTheDeviceGo() throws SessionException {
        rig.connected();
        rig.perform(rig.machine.onStop());
        assertEquals(SessionError.STOPPED, rig.ended.error());
        assertFalse(rig.band.gatt().isConnected());
    }
}

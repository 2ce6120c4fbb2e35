package nbe.simulator.gatt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import nbe.bgapi.adapter.RadioBorrower;
import nbe.bgapi.call.ConnectionParameters;
import nbe.bgapi.call.HostEvent;
import nbe.bgapi.call.Uuid;
import nbe.bgapi.host.GattCharacteristic;
import nbe.bgapi.host.GattService;
import nbe.bgapi.host.GattValue;
import nbe.bgapi.host.SessionError;
import nbe.bgapi.host.SessionException;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Octets;
import nbe.bgapi.wire.ResultCode;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.band.BandServices;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** A session against the simulated dongle: every step, and what happens when it fails. */
class GattSessionTest {
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
    void itConnectsAndReturnsTheRadio() throws Exception {
        HostEvent.Status status = rig.connect(2_000);
        assertTrue(status.isConnected());
        assertEquals(SessionRig.ALICE.value(), status.address());
        assertEquals(List.of(true), rig.radioReturned);
        assertFalse(rig.isOver());
        assertTrue(rig.band.gatt().isConnected());
        assertTrue(rig.band.advertisement(rig.now).isEmpty(), "a connected band does not advertise");
    }

    @Test
    void aDeviceThatIsNotHeardIsATimeoutAndMayBeTriedAgain() throws Exception {
        rig.band.silent(true);
        fails(SessionError.TIMEOUT, () -> rig.connect(1_000));
        assertFalse(rig.isOver());
        assertEquals(List.of(true), rig.radioReturned);
        rig.band.silent(false);
        rig.connected();
        assertTrue(rig.band.gatt().isConnected());
    }

    @Test
    void aConnectThatTheDongleRefusesReturnsTheRadio() {
        for (int i = 0; i < 3; i++) {
            rig.adapter.leaveConnected(new DeviceAddress(i, false));
        }
        refused(ResultCode.CONNECTION_LIMIT_EXCEEDED, () -> rig.connect(1_000));
        assertEquals(List.of(true), rig.radioReturned);
        assertFalse(rig.isOver());
    }

    @Test
    void aDongleThatDoesNotAnswerEndsTheSessionInDisorder() {
        rig.adapter.faults().hang(true);
        fails(SessionError.TIMEOUT, () -> rig.connect(1_000));
        assertTrue(rig.isOver());
        assertEquals(false, rig.leftOrderly);
        assertEquals(List.of(false), rig.radioReturned.subList(rig.radioReturned.size() - 1, rig.radioReturned.size()));
    }

    @Test
    void aRadioThatIsNotLentIsATimeout() {
        rig.lends = false;
        fails(SessionError.TIMEOUT, () -> rig.connect(1_000));
        assertTrue(rig.isOver());
    }

    @Test
    void closingWhileItConnectsGivesUp() {
        rig.band.silent(true);
        rig.in(100, rig.session::close);
        fails(SessionError.CLOSED, () -> rig.connect(5_000));
        assertEquals(1, rig.radioReturned.size());
        assertEquals(true, rig.leftOrderly);
        assertTrue(rig.adapter.listening().isEmpty(), "the dongle does not go on connecting");
    }

    @Test
    void aSecondConnectAndEverythingBeforeTheFirstAreRefused() throws Exception {
        fails(SessionError.NOT_CONNECTED, () -> rig.session.read(3));
        rig.connected();
        fails(SessionError.ALREADY_CONNECTED, () -> rig.connect(100));
    }

    @Test
    void aSessionThatNobodyUsesLeavesTheAdapter() {
        fails(SessionError.NOT_CONNECTED, () -> rig.session.read(3));
        rig.pass(60_010);
        assertTrue(rig.isOver());
        assertEquals(SessionError.CLOSED, rig.session.ended().orElseThrow().error());
    }

    // ---- attributes

    @Test
    void itFindsServicesAndCharacteristics() throws Exception {
        rig.connected();
        List<GattService> services = rig.session.discover();
        assertEquals(
                List.of(Uuid.of(0x1800), Uuid.of(0x180A), Uuid.of(0x180F), Uuid.ofWire(BandServices.SERVICE)),
                services.stream().map(GattService::uuid).toList());
        assertEquals(0xFFFF, services.get(3).end());
        assertEquals(1, services.get(2).characteristics().size());
        GattCharacteristic battery =
                services.get(2).characteristic(Uuid.of(0x2A19)).orElseThrow();
        assertEquals(services().batteryHandle(), battery.value());
        assertTrue(battery.notifies() && battery.canBeRead() && !battery.canBeWritten());
        assertEquals(OptionalInt.of(services().batteryHandle() + 1), battery.clientConfiguration());
    }

    /** The dongle answers a search over handles without a characteristic by an error, which is no failure. */
    @Test
    void aServiceWithoutCharacteristicsIsFoundWithAnEmptyList() throws Exception {
        rig.band.gatt().service(GattServer.uuid16(0x1801));
        rig.connected();
        GattService last = rig.session.discover().get(4);
        assertEquals(Uuid.of(0x1801), last.uuid());
        assertEquals(List.of(), last.characteristics());
    }

    @Test
    void itReads() throws Exception {
        rig.connected();
        assertEquals(bytes(1, 2, 3), rig.session.read(services().statusHandle()));
        refused(ResultCode.ATT_INVALID_HANDLE, () -> rig.session.read(0x0999));
        refused(
                ResultCode.ATT_READ_NOT_PERMITTED,
                () -> rig.session.read(services().streamHandle()));
        assertFalse(rig.isOver(), "a refusal does not end the session");
    }

    @Test
    void itReadsWhatIsLongerThanAPacket() throws Exception {
        rig.connected();
        int model = rig.session.discover().stream()
                .flatMap(service -> service.characteristic(Uuid.of(0x2A24)).stream())
                .findFirst()
                .orElseThrow()
                .value();
        Octets whole = Octets.of(BandServices.MODEL.getBytes(StandardCharsets.US_ASCII));
        assertEquals(whole, rig.session.readLong(model));
        assertEquals(22, rig.session.read(model).length());
        refused(ResultCode.ATT_INVALID_HANDLE, () -> rig.session.readLong(0x0999));
    }

    @Test
    void itWritesWithAndWithoutResponseAndInParts() throws Exception {
        rig.connected();
        int setting = services().settingHandle();
        rig.session.write(setting, bytes(7, 8));
        assertEquals(bytes(7, 8), rig.band.gatt().value(setting));
        rig.session.writeWithoutResponse(setting, bytes(9));
        rig.pass(50);
        assertEquals(bytes(9), rig.band.gatt().value(setting));
        Octets big = Octets.of(new byte[100]);
        rig.session.write(setting, big);
        assertEquals(big, rig.band.gatt().value(setting));
        int status = services().statusHandle();
        refused(ResultCode.ATT_WRITE_NOT_PERMITTED, () -> rig.session.write(status, bytes(1)));
        refused(ResultCode.ATT_WRITE_NOT_PERMITTED, () -> rig.session.write(status, big));
        assertThrows(
                IllegalArgumentException.class,
                () -> rig.session.writeWithoutResponse(setting, Octets.of(new byte[21])));
    }

    @Test
    void notificationsAndIndicationsComeOnceTheyAreWanted() throws Exception {
        rig.connected();
        int stream = services().streamHandle();
        int request = services().requestHandle();
        assertFalse(rig.band.gatt().send(stream, (byte) 1), "not subscribed yet");
        rig.session.write(stream + 1, bytes(1, 0));
        rig.session.write(request + 1, bytes(2, 0));
        assertTrue(rig.band.gatt().send(stream, (byte) 2));
        assertTrue(rig.band.gatt().send(request, (byte) 3));
        assertTrue(rig.band.gatt().send(request, (byte) 4));
        rig.pass(200);
        assertEquals(
                List.of(
                        new GattValue(stream, false, bytes(2)),
                        new GattValue(request, true, bytes(3)),
                        new GattValue(request, true, bytes(4))),
                rig.values());
        assertEquals(2, rig.sent(Command.ATTCLIENT_INDICATE_CONFIRM));
    }

    @Test
    void aValueThatComesDuringAReadIsNotTakenForTheAnswer() throws Exception {
        rig.connected();
        int battery = services().batteryHandle();
        rig.session.write(battery + 1, bytes(1, 0));
        rig.in(2, () -> rig.band.gatt().send(battery, (byte) 55));
        assertEquals(bytes(1, 2, 3), rig.session.read(services().statusHandle()));
        rig.pass(50);
        assertEquals(List.of(new GattValue(battery, false, bytes(55))), rig.values());
    }

    @Test
    void requestsRunOneAfterTheOtherAndNoMoreThanABoundWait() throws Exception {
        rig.connected();
        List<String> ends = new ArrayList<>();
        readAgain(9, ends); // one runs, eight wait, and the tenth is rejected
        assertEquals(10, ends.size());
        assertEquals("BUSY", ends.get(0));
        assertTrue(ends.subList(1, 10).stream().allMatch("010203"::equals), ends.toString());
        assertEquals(9, rig.sent(Command.ATTCLIENT_READ_BY_HANDLE));
    }

    /** Reads, and so many times more from within the waiting for it. */
    private void readAgain(int more, List<String> ends) {
        if (more > 0) {
            rig.in(0, () -> readAgain(more - 1, ends));
        }
        try {
            ends.add(rig.session.read(services().statusHandle()).toString());
        } catch (SessionException e) {
            ends.add(e.error().name());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRequestThatTheDeviceDoesNotAnswerEndsTheSession() throws Exception {
        rig.connected();
        rig.band.gatt().unresponsive(true);
        int status = services().statusHandle();
        rig.in(10, () -> fails(SessionError.TIMEOUT, () -> rig.session.read(1)));
        fails(SessionError.TIMEOUT, () -> rig.session.read(status));
        assertTrue(rig.isOver());
        assertEquals(true, rig.leftOrderly);
        assertFalse(rig.band.gatt().isConnected(), "the device is let go");
    }

    // ---- security

    @Test
    void aSecretIsReadOnceTheConnectionIsEncrypted() throws Exception {
        rig.connected();
        int secret = services().secretHandle();
        refused(ResultCode.ATT_INSUFFICIENT_ENCRYPTION, () -> rig.session.read(secret));
        refused(ResultCode.ATT_INSUFFICIENT_ENCRYPTION, () -> rig.session.write(secret, bytes(1)));
        rig.session.encrypt();
        assertEquals(bytes(42), rig.session.read(secret));
        assertEquals(List.of(), rig.session.bonds());
    }

    @Test
    void aBondLastsAndCanBeDeleted() throws Exception {
        rig.connected();
        assertEquals(0, rig.session.bond());
        rig.session.disconnect();
        rig.newSession();
        assertEquals(1, rig.session.bonds().size(), "without a connection");
        HostEvent.Status status = rig.connect(2_000);
        assertTrue(status.isBonded());
        rig.session.encrypt();
        rig.session.deleteBonding(0);
        assertEquals(List.of(), rig.session.bonds());
        refused(ResultCode.INVALID_PARAMETER, () -> rig.session.deleteBonding(0));
    }

    @Test
    void aDeviceThatRefusesToPairOrHasForgottenItsKeysIsARefusal() throws Exception {
        rig.connected();
        rig.band.gatt().refusePairing(ResultCode.SM_PAIRING_NOT_SUPPORTED);
        refused(ResultCode.SM_PAIRING_NOT_SUPPORTED, () -> rig.session.bond());
        rig.band.gatt().acceptPairing();
        rig.session.bond();
        rig.band.gatt().forgetBonds();
        refused(ResultCode.PIN_OR_KEY_MISSING, () -> rig.session.bond());
    }

    @Test
    void parametersChangeAndTheLevelIsKnown() throws Exception {
        rig.connected();
        HostEvent.Status status = rig.session.update(new ConnectionParameters(16, 16, 0, 150));
        assertEquals(16, status.interval());
        assertEquals(150, status.timeout());
        assertEquals(-56, rig.session.rssiDbm());
    }

    // ---- the end

    @Test
    void disconnectingIsOrderlyAndTheBandAdvertisesAgain() throws Exception {
        rig.connected();
        rig.session.disconnect();
        assertTrue(rig.isOver());
        assertEquals(true, rig.leftOrderly);
        assertTrue(rig.band.advertisement(rig.now).isPresent());
        fails(SessionError.NOT_CONNECTED, () -> rig.session.read(3));
        rig.session.disconnect(); // again is fine
    }

    @Test
    void aBandThatEndsTheConnectionEndsTheSessionWithItsReason() throws Exception {
        rig.connected();
        rig.band.gatt().disconnect();
        SessionException why = fails(
                SessionError.REMOTE_DISCONNECTED,
                () -> rig.session.read(services().statusHandle()));
        assertTrue(why.outcome().orElseThrow().is(ResultCode.REMOTE_USER_TERMINATED_CONNECTION));
        assertEquals(
                SessionError.REMOTE_DISCONNECTED,
                rig.session.ended().orElseThrow().error());
    }

    @Test
    void aBandThatWalksOutOfRangeIsLostAfterTheSupervisionTimeout() throws Exception {
        rig.connected();
        rig.band.silent(true);
        rig.pass(900);
        assertFalse(rig.isOver());
        rig.pass(200);
        assertTrue(rig.session.ended().orElseThrow().outcome().orElseThrow().is(ResultCode.CONNECTION_TIMEOUT));
    }

    @Test
    void aDongleThatHangsInMidSessionEndsItInDisorder() throws Exception {
        rig.connected();
        rig.adapter.faults().hang(true);
        fails(SessionError.TIMEOUT, () -> rig.session.read(3));
        assertTrue(rig.isOver());
        assertEquals(false, rig.leftOrderly, "the dongle may still hold the connection");
    }

    @Test
    void anAdapterThatIsLostFailsEverythingThatWaits() throws Exception {
        rig.connected();
        rig.in(1, () -> {
            rig.in(1, () -> rig.borrower.onLost(RadioBorrower.Refusal.PORT_GONE, rig));
            fails(SessionError.PORT_GONE, () -> rig.session.read(3));
        });
        fails(SessionError.PORT_GONE, () -> rig.session.read(3));
        assertEquals(SessionError.PORT_GONE, rig.session.ended().orElseThrow().error());
    }

    @Test
    void stoppingLetsTheDeviceGo() throws Exception {
        rig.connected();
        rig.borrower.onStop(rig);
        assertEquals(SessionError.STOPPED, rig.session.ended().orElseThrow().error());
        assertFalse(rig.band.gatt().isConnected());
    }
}

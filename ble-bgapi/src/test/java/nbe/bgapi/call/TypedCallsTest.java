package nbe.bgapi.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Field;
import nbe.bgapi.wire.FieldType;
import nbe.bgapi.wire.Framer;
import nbe.bgapi.wire.Octets;
import nbe.bgapi.wire.Packet;
import nbe.bgapi.wire.ResultCode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TypedCallsTest {
    private static final long ALICE = 0xC2FAD7F0D796L;
    private static final Octets DATA = Octets.of((byte) 7, (byte) 8);

    /** What is said in types, and the same in words of the table. */
    private static Map<Call<?>, Packet> calls() {
        return Map.ofEntries(
                Map.entry(Gap.discover(DiscoverMode.OBSERVATION), Packet.command(Command.GAP_DISCOVER, 2)),
                Map.entry(Gap.endProcedure(), Packet.command(Command.GAP_END_PROCEDURE)),
                Map.entry(
                        Gap.connectDirect(ALICE, AddressType.RANDOM, new ConnectionParameters(6, 8, 1, 100)),
                        Packet.command(Command.GAP_CONNECT_DIRECT, ALICE, 1, 6, 8, 100, 1)),
                Map.entry(Gap.setModeOff(), Packet.command(Command.GAP_SET_MODE, 0, 0)),
                Map.entry(
                        Gap.setScanParameters(200, 100, true),
                        Packet.command(Command.GAP_SET_SCAN_PARAMETERS, 200, 100, 1)),
                Map.entry(Gap.setFiltering(false, true), Packet.command(Command.GAP_SET_FILTERING, 0, 0, 1)),
                Map.entry(Connection.disconnect(2), Packet.command(Command.CONNECTION_DISCONNECT, 2)),
                Map.entry(Connection.getRssi(2), Packet.command(Command.CONNECTION_GET_RSSI, 2)),
                Map.entry(
                        Connection.update(2, new ConnectionParameters(6, 8, 1, 100)),
                        Packet.command(Command.CONNECTION_UPDATE, 2, 6, 8, 1, 100)),
                Map.entry(Connection.getStatus(2), Packet.command(Command.CONNECTION_GET_STATUS, 2)),
                Map.entry(
                        AttributeClient.readByGroupType(1, 2, 3, Uuid.PRIMARY_SERVICE),
                        Packet.command(
                                Command.ATTCLIENT_READ_BY_GROUP_TYPE, 1, 2, 3, Octets.of((byte) 0, (byte) 0x28))),
                Map.entry(
                        AttributeClient.readByType(1, 2, 3, Uuid.CHARACTERISTIC),
                        Packet.command(Command.ATTCLIENT_READ_BY_TYPE, 1, 2, 3, Octets.of((byte) 3, (byte) 0x28))),
                Map.entry(
                        AttributeClient.findInformation(1, 2, 3),
                        Packet.command(Command.ATTCLIENT_FIND_INFORMATION, 1, 2, 3)),
                Map.entry(AttributeClient.readByHandle(1, 9), Packet.command(Command.ATTCLIENT_READ_BY_HANDLE, 1, 9)),
                Map.entry(AttributeClient.readLong(1, 9), Packet.command(Command.ATTCLIENT_READ_LONG, 1, 9)),
                Map.entry(
                        AttributeClient.attributeWrite(1, 9, DATA),
                        Packet.command(Command.ATTCLIENT_ATTRIBUTE_WRITE, 1, 9, DATA)),
                Map.entry(
                        AttributeClient.writeCommand(1, 9, DATA),
                        Packet.command(Command.ATTCLIENT_WRITE_COMMAND, 1, 9, DATA)),
                Map.entry(AttributeClient.indicateConfirm(1), Packet.command(Command.ATTCLIENT_INDICATE_CONFIRM, 1)),
                Map.entry(
                        AttributeClient.prepareWrite(1, 9, 18, DATA),
                        Packet.command(Command.ATTCLIENT_PREPARE_WRITE, 1, 9, 18, DATA)),
                Map.entry(AttributeClient.executeWrite(1, true), Packet.command(Command.ATTCLIENT_EXECUTE_WRITE, 1, 1)),
                Map.entry(Security.encryptStart(1, true), Packet.command(Command.SM_ENCRYPT_START, 1, 1)),
                Map.entry(Security.setBondable(true), Packet.command(Command.SM_SET_BONDABLE_MODE, 1)),
                Map.entry(Security.deleteBonding(3), Packet.command(Command.SM_DELETE_BONDING, 3)),
                Map.entry(Security.getBonds(), Packet.command(Command.SM_GET_BONDS)),
                Map.entry(
                        Security.setParameters(true, 7, IoCapability.NO_INPUT_NO_OUTPUT),
                        Packet.command(Command.SM_SET_PARAMETERS, 1, 7, 3)),
                Map.entry(Security.passkeyEntry(1, 123456), Packet.command(Command.SM_PASSKEY_ENTRY, 1, 123456)),
                Map.entry(DongleSystem.hello(), Packet.command(Command.SYSTEM_HELLO)),
                Map.entry(DongleSystem.getInfo(), Packet.command(Command.SYSTEM_GET_INFO)),
                Map.entry(DongleSystem.addressGet(), Packet.command(Command.SYSTEM_ADDRESS_GET)),
                Map.entry(DongleSystem.getConnections(), Packet.command(Command.SYSTEM_GET_CONNECTIONS)),
                Map.entry(DongleSystem.getCounters(), Packet.command(Command.SYSTEM_GET_COUNTERS)));
    }

    @TestFactory
    List<DynamicTest> aCallIsThePacketOfTheTableAndReadsItsAnswerOnly() {
        List<DynamicTest> tests = new ArrayList<>();
        calls().forEach((call, packet) -> tests.add(DynamicTest.dynamicTest(packet.name(), () -> {
            assertEquals(packet, call.packet());
            Packet answer = Packet.response(
                    call.command(),
                    values(call.command().response().orElseThrow().fields()));
            assertTrue(call.isAnsweredBy(answer));
            assertFalse(call.isAnsweredBy(call.packet()));
            Object read = call.answer(answer);
            assertTrue(read.equals(Boolean.TRUE) || read.toString().contains("1"), read.toString());
            Packet other = Packet.response(Command.TEST_PHY_RX);
            assertThrows(IllegalArgumentException.class, () -> call.answer(other));
        })));
        return tests;
    }

    private static Object[] values(List<Field> fields) {
        return fields.stream()
                .map(field -> field.type() == FieldType.BYTES ? DATA : (Object) 1)
                .toArray();
    }

    @Test
    void aConnectAnswerTellsOutcomeAndHandle() {
        Call<Gap.Connecting> call = Gap.connectDirect(ALICE, AddressType.RANDOM, ConnectionParameters.DEFAULT);
        Gap.Connecting refused = call.answer(Packet.response(Command.GAP_CONNECT_DIRECT, 0x0181, 2));
        assertTrue(refused.outcome().is(ResultCode.DEVICE_IN_WRONG_STATE));
        assertEquals(
                Optional.of(ResultCode.DEVICE_IN_WRONG_STATE), refused.outcome().result());
        assertEquals(2, refused.connection());
        assertEquals("0x0999", new Outcome(0x0999).toString(), "a code that nobody knows is kept");
    }

    @Test
    void aStatusSaysWhatItsFlagsMean() {
        Packet packet = Packet.event(Event.CONNECTION_STATUS, 1, 3, ALICE, 1, 8, 100, 2, 5);
        HostEvent.Status status =
                assertInstanceOf(HostEvent.Status.class, HostEvent.of(packet).orElseThrow());
        assertEquals(new HostEvent.Status(1, 3, ALICE, AddressType.RANDOM, 8, 100, 2, 5), status);
        assertTrue(status.isConnected() && status.isEncrypted() && status.isBonded() && !status.hasNewParameters());
    }

    @Test
    void everyEventOfAConnectionIsReadFieldByField() {
        Map<Packet, HostEvent> events = Map.of(
                Packet.event(Event.CONNECTION_DISCONNECTED, 1, 0x0208),
                new HostEvent.Disconnected(1, new Outcome(0x0208)),
                Packet.event(Event.ATTCLIENT_PROCEDURE_COMPLETED, 1, 0x0401, 9),
                new HostEvent.Completed(1, new Outcome(0x0401), 9),
                Packet.event(Event.ATTCLIENT_GROUP_FOUND, 1, 2, 3, DATA),
                new HostEvent.GroupFound(1, 2, 3, DATA),
                Packet.event(Event.ATTCLIENT_FIND_INFORMATION_FOUND, 1, 2, DATA),
                new HostEvent.InformationFound(1, 2, DATA),
                Packet.event(Event.ATTCLIENT_ATTRIBUTE_VALUE, 1, 2, 5, DATA),
                new HostEvent.Value(1, 2, HostEvent.Value.INDICATION_TO_CONFIRM, DATA),
                Packet.event(Event.SM_BONDING_FAIL, 1, 0x0305),
                new HostEvent.BondingFailed(1, new Outcome(0x0305)),
                Packet.event(Event.SM_BOND_STATUS, 1, 16, 1, 3),
                new HostEvent.BondStatus(1, 16, true, 3),
                Packet.event(Event.SM_PASSKEY_REQUEST, 1),
                new HostEvent.PasskeyRequested(1),
                Packet.event(Event.SM_PASSKEY_DISPLAY, 1, 123456L),
                new HostEvent.PasskeyDisplay(1, 123456));
        events.forEach((packet, event) -> assertEquals(Optional.of(event), HostEvent.of(packet)));
        assertEquals(Optional.empty(), HostEvent.of(Packet.event(Event.SYSTEM_ENDPOINT_WATERMARK_RX, 1, 1)));
        assertEquals(Optional.empty(), HostEvent.of(Packet.decode(Framer.Direction.FROM_DONGLE, new byte[4])));
    }

    @Test
    void aUuidIsTheSameInBothItsForms() {
        Uuid battery = Uuid.of(0x180F);
        assertEquals("180F", battery.toString());
        assertEquals(Octets.of((byte) 0x0F, (byte) 0x18), battery.toWire());
        assertEquals(battery, Uuid.parse("0000180f-0000-1000-8000-00805f9b34fb"));
        assertEquals(battery, Uuid.ofWire(battery.toWire()));
        SplittableRandom chance = new SplittableRandom(4);
        for (int i = 0; i < 1_000; i++) {
            Uuid some = new Uuid(new UUID(chance.nextLong(), chance.nextLong()));
            assertEquals(16, some.toWire().length(), "seed 4, " + i);
            assertEquals(some, Uuid.ofWire(some.toWire()), "seed 4, " + i);
            assertNotEquals(battery, some);
        }
        assertThrows(IllegalArgumentException.class, () -> Uuid.ofWire(Octets.of((byte) 1)));
    }

    @Test
    void parametersOutOfRangeAreRefused() {
        int[][] wrong = {
            {5, 8, 0, 100},
            {8, 7, 0, 100},
            {8, 3201, 0, 3200},
            {8, 8, 500, 3200},
            {8, 8, 0, 9},
            {8, 8, 0, 3201},
            {80, 80, 4, 100}
        };
        for (int[] one : wrong) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new ConnectionParameters(one[0], one[1], one[2], one[3]),
                    () -> List.of(one[0], one[1], one[2], one[3]).toString());
        }
        assertEquals(3200, new ConnectionParameters(6, 6, 0, 3200).timeout());
    }
}

package nbe.simulator.dongle;

import static nbe.simulator.dongle.Bench.MILLIS;
import static nbe.simulator.dongle.Bench.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Kind;
import nbe.bgapi.wire.Octets;
import nbe.bgapi.wire.Packet;
import nbe.simulator.air.DeviceAddress;
import nbe.simulator.air.RadioModel;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SimulatedAdapterTest extends SimulatedAdapterRig {
    record Row(String state, Command command, List<Object> values, int result) {
        static Row of(String state, int result, Command command, Object... values) {
            return new Row(state, command, List.of(values), result);
        }
    }

    @TestFactory
    List<DynamicTest> commandsAreAcceptedOrRefusedAsTheStateSays() {
        Object[] direct = {ADDRESS.value(), 1, 60, 76, 100, 0};
        Object[] white = {ADDRESS.value(), 1};
        List<Row> rows = List.of(
                Row.of("idle", OK, Command.GAP_DISCOVER, 0),
                Row.of("idle", OK, Command.GAP_DISCOVER, 1),
                Row.of("idle", OK, Command.GAP_DISCOVER, 2),
                Row.of("idle", INVALID, Command.GAP_DISCOVER, 3),
                Row.of("discovering", WRONG_STATE, Command.GAP_DISCOVER, 2),
                Row.of("connecting", WRONG_STATE, Command.GAP_DISCOVER, 2),
                Row.of("connected", OK, Command.GAP_DISCOVER, 2),
                Row.of("idle", WRONG_STATE, Command.GAP_END_PROCEDURE),
                Row.of("discovering", OK, Command.GAP_END_PROCEDURE),
                Row.of("connecting", OK, Command.GAP_END_PROCEDURE),
                Row.of("connected", WRONG_STATE, Command.GAP_END_PROCEDURE),
                Row.of("idle", OK, Command.GAP_CONNECT_DIRECT, direct),
                Row.of("discovering", WRONG_STATE, Command.GAP_CONNECT_DIRECT, direct),
                Row.of("connecting", WRONG_STATE, Command.GAP_CONNECT_DIRECT, direct),
                Row.of("idle", INVALID, Command.GAP_CONNECT_DIRECT, ADDRESS.value(), 1, 5, 76, 100, 0),
                Row.of("idle", INVALID, Command.GAP_CONNECT_DIRECT, ADDRESS.value(), 2, 60, 76, 100, 0),
                Row.of("idle", OK, Command.GAP_CONNECT_SELECTIVE, 60, 76, 100, 0),
                Row.of("idle", NOT_CONNECTED, Command.CONNECTION_DISCONNECT, 0),
                Row.of("connected", OK, Command.CONNECTION_DISCONNECT, 0),
                Row.of("connected", NOT_CONNECTED, Command.CONNECTION_DISCONNECT, 1),
                Row.of("idle", NOT_CONNECTED, Command.CONNECTION_UPDATE, 0, 60, 76, 0, 100),
                Row.of("connected", OK, Command.CONNECTION_UPDATE, 0, 60, 76, 0, 100),
                Row.of("idle", NOT_CONNECTED, Command.ATTCLIENT_READ_BY_HANDLE, 0, 3),
                Row.of("connected", OK, Command.ATTCLIENT_READ_BY_HANDLE, 0, 3),
                Row.of("idle", OK, Command.GAP_SET_SCAN_PARAMETERS, 4, 4, 0),
                Row.of("idle", OK, Command.GAP_SET_SCAN_PARAMETERS, 0x4000, 0x4000, 1),
                Row.of("idle", INVALID, Command.GAP_SET_SCAN_PARAMETERS, 3, 3, 0),
                Row.of("idle", INVALID, Command.GAP_SET_SCAN_PARAMETERS, 0x4001, 200, 0),
                Row.of("idle", INVALID, Command.GAP_SET_SCAN_PARAMETERS, 200, 201, 0),
                Row.of("idle", INVALID, Command.GAP_SET_SCAN_PARAMETERS, 200, 200, 2),
                Row.of("idle", OK, Command.GAP_SET_FILTERING, 1, 3, 1),
                Row.of("idle", INVALID, Command.GAP_SET_FILTERING, 2, 0, 0),
                Row.of("idle", INVALID, Command.GAP_SET_FILTERING, 0, 4, 0),
                Row.of("idle", INVALID, Command.GAP_SET_FILTERING, 0, 0, 2),
                Row.of("idle", OK, Command.GAP_SET_MODE, 0, 0),
                Row.of("idle", INVALID, Command.GAP_SET_MODE, 5, 0),
                Row.of("idle", INVALID, Command.GAP_SET_MODE, 0, 4),
                Row.of("idle", OK, Command.GAP_SET_ADV_PARAMETERS, 0x20, 0x40, 7),
                Row.of("idle", INVALID, Command.GAP_SET_ADV_PARAMETERS, 0x40, 0x20, 7),
                Row.of("idle", INVALID, Command.GAP_SET_ADV_PARAMETERS, 0x20, 0x40, 0),
                Row.of("idle", INVALID, Command.GAP_SET_ADV_DATA, 0, new byte[32]),
                Row.of("idle", OK, Command.SYSTEM_WHITELIST_APPEND, white),
                Row.of("discovering", WRONG_STATE, Command.SYSTEM_WHITELIST_APPEND, white),
                Row.of("discovering", WRONG_STATE, Command.SYSTEM_WHITELIST_REMOVE, white),
                Row.of("idle", INVALID, Command.SYSTEM_WHITELIST_APPEND, ADDRESS.value(), 2),
                Row.of("idle", INVALID, Command.FLASH_PS_LOAD, 0x8000),
                Row.of("idle", INVALID, Command.FLASH_PS_SAVE, 0x7FFF, new byte[1]));
        List<DynamicTest> tests = new ArrayList<>();
        for (Row row : rows) {
            Packet command = Packet.command(row.command, row.values.toArray());
            tests.add(DynamicTest.dynamicTest(row.state + ": " + command, () -> {
                SimulatedAdapterTest fresh = new SimulatedAdapterTest();
                fresh.start(row.state);
                assertEquals(row.result, fresh.bench.result(row.command, row.values.toArray()));
            }));
        }
        return tests;
    }

    @TestFactory
    List<DynamicTest> everyCommandOfTheTableIsAnsweredOnceWithItsOwnResponse() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Command command : Command.values()) {
            tests.add(DynamicTest.dynamicTest(command.wireName(), () -> {
                Bench fresh = Bench.ready();
                Object[] values = command.request().fields().stream()
                        .map(SimulatedAdapterTest::someValue)
                        .toArray();
                List<Packet> responses = fresh.send(command, values).stream()
                        .filter(packet -> packet.kind() == Kind.RESPONSE)
                        .toList();
                assertEquals(command.response().isPresent() ? 1 : 0, responses.size());
                responses.forEach(response -> assertTrue(response.isResponseTo(command), response::toString));
                assertEquals(0, fresh.garbage());
                assertEquals(0, fresh.adapter.garbageFromHost());
            }));
        }
        return tests;
    }

    @Test
    void parametersAreRepeatedInAnswersThatHaveThem() {
        assertEquals(2, bench.ask(Command.CONNECTION_GET_RSSI, 2).integer("connection"));
        assertEquals(0xDF24, bench.ask(Command.SYSTEM_REG_READ, 0xDF24).integer("address"));
        assertEquals(
                9,
                bench.ask(Command.SYSTEM_READ_MEMORY, 0x1234L, 9).octets("data").length());
        assertEquals(0x1234, bench.ask(Command.SYSTEM_READ_MEMORY, 0x1234L, 9).number("address"));
    }

    @Test
    void itSaysWhoItIs() {
        Packet info = bench.ask(Command.SYSTEM_GET_INFO);
        assertEquals("1.3.2", info.integer("major") + "." + info.integer("minor") + "." + info.integer("patch"));
        assertEquals(
                FirmwareIdentity.BLED112.address().value(),
                bench.ask(Command.SYSTEM_ADDRESS_GET).number("address"));
    }

    @Test
    void aCommandThatItDoesNotKnowIsAProtocolError() {
        bench.write((byte) 0, (byte) 1, (byte) 6, (byte) 99, (byte) 5);
        List<Packet> answer = bench.read();
        assertEquals(List.of(Packet.event(Event.SYSTEM_PROTOCOL_ERROR, 0x0184)), answer);
        assertTrue(bench.ask(Command.SYSTEM_HELLO).isResponseTo(Command.SYSTEM_HELLO));
    }

    @Test
    void garbageFromTheHostIsPassedOver() {
        bench.write("ATZ\r".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        bench.read();
        bench.now += SECONDS;
        assertTrue(bench.ask(Command.SYSTEM_HELLO).isResponseTo(Command.SYSTEM_HELLO));
        assertEquals(4, bench.adapter.garbageFromHost());
    }

    @Test
    void commandsComeInAnyPortions() {
        byte[] bytes =
                Packet.command(Command.GAP_SET_SCAN_PARAMETERS, 200, 200, 1).encode();
        for (int i = 0; i < bytes.length - 1; i++) {
            bench.write(bytes[i]);
            assertEquals(List.of(), bench.read());
        }
        bench.write(bytes[bytes.length - 1]);
        assertEquals(1, bench.read().size());
        assertEquals(1, bench.adapter.commands().size());
    }

    @Test
    void itConnectsToADeviceThatItHearsAndLetsGoAgain() {
        addBand();
        assertEquals(
                0,
                bench.ask(Command.GAP_CONNECT_DIRECT, ADDRESS.value(), 1, 60, 76, 100, 0)
                        .integer("connection_handle"));
        List<Packet> events = bench.pass(SECONDS);
        assertEquals(
                List.of(Packet.event(Event.CONNECTION_STATUS, 0, 5, ADDRESS.value(), 1, 76, 100, 0, 0xFF)), events);
        List<Packet> gone = bench.send(Command.CONNECTION_DISCONNECT, 0);
        assertEquals(
                List.of(
                        Packet.response(Command.CONNECTION_DISCONNECT, 0, OK),
                        Packet.event(Event.CONNECTION_DISCONNECTED, 0, 0x0216)),
                gone);
        assertEquals(NOT_CONNECTED, bench.result(Command.CONNECTION_DISCONNECT, 0));
    }

    @Test
    void moreConnectionsThanItHoldsAreRefused() {
        for (int i = 0; i < Connections.MAX_CONNECTIONS; i++) {
            bench.adapter.leaveConnected(new DeviceAddress(i, false));
        }
        assertEquals(0x0209, bench.result(Command.GAP_CONNECT_DIRECT, ADDRESS.value(), 1, 60, 76, 100, 0));
        assertEquals(
                Connections.MAX_CONNECTIONS,
                bench.ask(Command.SYSTEM_GET_CONNECTIONS).integer("maxconn"));
    }

    @Test
    void whatIsSavedIsThereAgain() {
        assertEquals(OK, bench.result(Command.FLASH_PS_SAVE, 0x8001, new byte[] {1, 2, 3}));
        assertEquals(
                Octets.of((byte) 1, (byte) 2, (byte) 3),
                bench.ask(Command.FLASH_PS_LOAD, 0x8001).octets("value"));
        assertEquals(3, bench.send(Command.FLASH_PS_DUMP).size());
        bench.ask(Command.FLASH_PS_ERASE_ALL);
        assertEquals(INVALID, bench.result(Command.FLASH_PS_LOAD, 0x8001));
    }

    @Test
    void itBeginsWithABootEventOnce() {
        Bench fresh = new Bench(RadioModel.STILL, 1);
        fresh.adapter.plug(fresh.now);
        assertEquals(List.of(), fresh.read(), "no host yet");
        fresh.adapter.hostOpened(fresh.now);
        assertEquals(List.of(Packet.event(Event.SYSTEM_BOOT, 1, 3, 2, 122, 3, 1, 2)), fresh.read());
        fresh.adapter.hostClosed(fresh.now);
        fresh.adapter.hostOpened(fresh.now);
        assertEquals(List.of(), fresh.read());
    }

    @Test
    void aResetTakesItAwayForMoreThanHalfASecondAndForgetsEverything() {
        addBand();
        bench.observe();
        bench.adapter.leaveConnected(ADDRESS);
        assertEquals(List.of(), bench.send(Command.SYSTEM_RESET, 0), "no response");
        long sent = bench.now;
        bench.now += 20 * MILLIS;
        bench.adapter.advance(bench.now);
        assertFalse(bench.adapter.attached());
        bench.write(Packet.command(Command.SYSTEM_HELLO).encode());
        assertEquals(List.of(), bench.read(), "nobody is there");
        long back = bench.adapter.deadline();
        assertTrue(back - sent >= 600 * MILLIS && back - sent <= 1020 * MILLIS, "away " + (back - sent));
        bench.now = back;
        bench.adapter.advance(back);
        assertTrue(bench.adapter.attached());
        bench.adapter.hostOpened(back);
        assertTrue(bench.read().get(0).is(Event.SYSTEM_BOOT));
        assertEquals(WRONG_STATE, bench.result(Command.GAP_END_PROCEDURE));
        assertEquals(NOT_CONNECTED, bench.result(Command.CONNECTION_DISCONNECT, 0));
        assertEquals(List.of(), bench.pass(SECONDS));
    }

    @Test
    void aResetIntoTheBootLoaderUnderstandsClass9Only() {
        bench.send(Command.SYSTEM_RESET, 1);
        bench.pass(2 * SECONDS);
        bench.adapter.hostOpened(bench.now);
        assertTrue(bench.read().get(0).is(Event.DFU_BOOT));
        assertEquals(List.of(Packet.event(Event.SYSTEM_PROTOCOL_ERROR, 0x0184)), bench.send(Command.SYSTEM_HELLO));
        assertEquals(OK, bench.result(Command.DFU_FLASH_SET_ADDRESS, 0x1000L));
        bench.send(Command.DFU_RESET, 0);
        bench.pass(2 * SECONDS);
        bench.adapter.hostOpened(bench.now);
        assertTrue(bench.read().get(0).is(Event.SYSTEM_BOOT));
    }

    @Test
    void scanningGoesOnWhenTheHostClosesThePortAndEventsOfThatTimeAreLost() {
        addBand();
        bench.observe();
        bench.pass(SECONDS);
        bench.adapter.hostClosed(bench.now);
        assertEquals(List.of(), bench.pass(60 * SECONDS));
        assertTrue(bench.adapter.scanning());
        bench.adapter.hostOpened(bench.now);
        assertEquals(List.of(), bench.read(), "nothing old");
        assertEquals(10, bench.pass(SECONDS).size(), 2, "streaming at once");
        assertEquals(WRONG_STATE, bench.result(Command.GAP_DISCOVER, 2));
        assertEquals(OK, bench.result(Command.GAP_END_PROCEDURE));
        assertEquals(OK, bench.result(Command.GAP_DISCOVER, 2));
    }

    @Test
    void unpluggedItForgetsEverythingAndSaysNothing() {
        addBand();
        bench.observe();
        bench.adapter.unplug();
        assertFalse(bench.adapter.scanning());
        assertEquals(List.of(), bench.pass(SECONDS));
        assertEquals(0, bench.send(Command.SYSTEM_HELLO).size());
        bench.adapter.plug(bench.now);
        bench.adapter.hostOpened(bench.now);
        assertTrue(bench.read().get(0).is(Event.SYSTEM_BOOT));
        assertEquals(WRONG_STATE, bench.result(Command.GAP_END_PROCEDURE));
    }

    @Test
    void aHostThatDoesNotReadLosesEventsAndGetsItsResponses() {
        addBand();
        bench.observe();
        for (int i = 0; i < 1000; i++) {
            bench.now += 10 * SECONDS;
            bench.adapter.advance(bench.now);
        }
        assertTrue(bench.adapter.droppedEvents() > 80_000, () -> "dropped " + bench.adapter.droppedEvents());
        bench.write(Packet.command(Command.SYSTEM_HELLO).encode());
        List<Packet> read = bench.read();
        assertTrue(read.get(read.size() - 1).isResponseTo(Command.SYSTEM_HELLO));
        assertEquals(UsbPipe.EVENT_BOUND / 25.0, read.size(), UsbPipe.EVENT_BOUND / 250.0);
        assertEquals(0, bench.garbage());
    }
}

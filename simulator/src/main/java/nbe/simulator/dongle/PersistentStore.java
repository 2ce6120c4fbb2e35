package nbe.simulator.dongle;

import java.util.HashMap;
import java.util.Map;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Event;
import nbe.bgapi.wire.Octets;
import nbe.bgapi.wire.Packet;
import nbe.bgapi.wire.ResultCode;

/** The keys that a host stores in the dongle's flash memory: the flash_ps commands. Belongs to one {@link Firmware}. */
final class PersistentStore {
    private static final int KEYS_AT_MOST = 128;
    private static final int OK = ResultCode.SUCCESS.code();
    private static final int INVALID = ResultCode.INVALID_PARAMETER.code();

    private final Firmware.Output output;
    private final Map<Integer, Octets> values = new HashMap<>();

    PersistentStore(Firmware.Output output) {
        this.output = output;
    }

    /** Executes a flash_ps command; returns false for any other command. */
    boolean execute(Command command, Packet packet) {
        switch (command) {
            case FLASH_PS_SAVE -> output.respond(command, save(packet));
            case FLASH_PS_LOAD -> {
                Octets value = values.get(packet.integer("key"));
                output.respond(command, value == null ? INVALID : OK, value == null ? Octets.NONE : value);
            }
            case FLASH_PS_ERASE -> {
                values.remove(packet.integer("key"));
                output.respond(command);
            }
            case FLASH_PS_ERASE_ALL -> {
                values.clear();
                output.respond(command);
            }
            case FLASH_PS_DUMP -> {
                output.respond(command);
                values.forEach((key, value) -> output.event(Packet.event(Event.FLASH_PS_KEY, key, value)));
                output.event(Packet.event(Event.FLASH_PS_KEY, 0xFFFF, Octets.NONE));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private int save(Packet packet) {
        int key = packet.integer("key");
        if (key < 0x8000 || key > 0x807F || packet.octets("value").length() > 32) {
            return INVALID;
        }
        if (values.size() >= KEYS_AT_MOST && !values.containsKey(key)) {
            return ResultCode.OUT_OF_MEMORY.code();
        }
        values.put(key, packet.octets("value"));
        return OK;
    }
}

package nbe.bgapi.call;

import java.util.Optional;
import nbe.bgapi.wire.Packet;
import nbe.bgapi.wire.ResultCode;

/**
 * Result code of the dongle: the result of a command, the result of an attribute procedure, or the reason why a connection or a pairing
 * ended. The typed answers and events of this package contain it; the procedures of a session ({@code nbe.bgapi.host}) check it, and
 * {@code SessionException} passes it to the caller.
 *
 * @param code 16 bits as on the wire, 0 for success; firmware may send codes that {@link ResultCode} does not have
 */
public record Outcome(int code) {
    /** Reads the field {@code result} of an answer or an event. */
    static Outcome of(Packet packet) {
        return new Outcome(packet.integer("result"));
    }

    public boolean isSuccess() {
        return code == ResultCode.SUCCESS.code();
    }

    public boolean is(ResultCode result) {
        return code == result.code();
    }

    /** The code as a constant; empty if {@link ResultCode} does not have it. */
    public Optional<ResultCode> result() {
        return ResultCode.of(code);
    }

    @Override
    public String toString() {
        return ResultCode.describe(code);
    }
}

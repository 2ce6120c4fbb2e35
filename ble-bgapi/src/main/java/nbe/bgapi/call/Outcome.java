package nbe.bgapi.call;

import java.util.Optional;
import nbe.bgapi.wire.Packet;
import nbe.bgapi.wire.ResultCode;

/**
 * The outcome of a command or a procedure.
 *
 * @param code 16 bits as on the wire, 0 for success; firmware may send codes that {@link ResultCode} does not name
 */
public record Outcome(int code) {
    static Outcome of(Packet packet) {
        return new Outcome(packet.integer("result"));
    }

    public boolean isSuccess() {
        return code == ResultCode.SUCCESS.code();
    }

    public boolean is(ResultCode result) {
        return code == result.code();
    }

    /** The code by name; empty if it is unknown. */
    public Optional<ResultCode> result() {
        return ResultCode.of(code);
    }

    @Override
    public String toString() {
        return ResultCode.describe(code);
    }
}

package nbe.bgapi.call;

import java.util.function.Function;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Packet;

/**
 * A command to the dongle together with how its answer is read.
 *
 * @param command its row in the table
 * @param packet what is sent
 * @param reader makes the typed answer of a packet that answers the command
 */
public record Call<R>(Command command, Packet packet, Function<Packet, R> reader) {
    /** @throws IllegalArgumentException if a value is out of its field's range */
    static <R> Call<R> of(Command command, Function<Packet, R> reader, Object... values) {
        return new Call<>(command, Packet.command(command, values), reader);
    }

    /** True if this packet answers a command of this kind; BGAPI matches by class and id alone. */
    public boolean isAnsweredBy(Packet response) {
        return response.isResponseTo(command);
    }

    /** @throws IllegalArgumentException if the packet does not answer this command */
    public R answer(Packet response) {
        if (!isAnsweredBy(response)) {
            throw new IllegalArgumentException(response.name() + " is no answer to " + command.wireName());
        }
        return reader.apply(response);
    }
}

package nbe.bgapi.call;

import java.util.function.Function;
import nbe.bgapi.wire.Command;
import nbe.bgapi.wire.Packet;

/**
 * A command to the dongle, and the reader for its answer. The classes of this package make calls, for example {@link Gap}; the state
 * machines of the adapter and of a session send the packet, and pass the dongle's answer to {@link #answer}.
 *
 * @param command class, id and fields of the command
 * @param packet the packet to send
 * @param reader makes the typed answer from the dongle's packet
 * @param <R> type of the answer
 */
public record Call<R>(Command command, Packet packet, Function<Packet, R> reader) {
    /**
     * @param values the fields of the command, in the order of the vendor's reference
     * @throws IllegalArgumentException if a value is out of its field's range
     */
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

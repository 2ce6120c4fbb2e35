package nbe.agent.phoenix;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import nbe.agent.link.AgentTransport;
import nbe.agent.link.Frame;
import nbe.agent.link.LinkCause;

/**
 * One WebSocket of the transport below, on which one frame is in flight at a time: a message of the machine, or a frame of the protocol
 * itself (join, heartbeat). The machine sends its next message after {@code Sent}, so at most one message waits; frames of the protocol
 * go first. On the core's thread.
 */
final class PhoenixSocket {
    private enum InFlight {
        NOTHING,
        OWN_FRAME,
        MESSAGE
    }

    private final AgentTransport transport;
    private final long number;
    private final Deque<Frame> ownFrames = new ArrayDeque<>();

    private Optional<Frame> message = Optional.empty();
    private InFlight inFlight = InFlight.NOTHING;

    PhoenixSocket(AgentTransport transport, long number) {
        this.transport = transport;
        this.number = number;
    }

    long number() {
        return number;
    }

    void connect() {
        transport.connect(number);
    }

    /** Sends a frame of the protocol as soon as nothing is in flight. */
    void sendOwn(Frame frame) {
        ownFrames.add(frame);
        sendNext();
    }

    /** Sends a message of the machine as soon as nothing is in flight. */
    void sendMessage(Frame frame) {
        message = Optional.of(frame);
        sendNext();
    }

    /**
     * The operating system has taken the frame in flight; the next one follows.
     *
     * @return whether it was a message of the machine
     */
    boolean onSent() {
        boolean wasMessage = hasMessageInFlight();
        inFlight = InFlight.NOTHING;
        sendNext();
        return wasMessage;
    }

    private void sendNext() {
        if (inFlight != InFlight.NOTHING) {
            return;
        }
        if (!ownFrames.isEmpty()) {
            inFlight = InFlight.OWN_FRAME;
            transport.send(number, ownFrames.remove());
        } else if (message.isPresent()) {
            Frame next = message.get();
            message = Optional.empty();
            inFlight = InFlight.MESSAGE;
            transport.send(number, next);
        }
    }

    boolean hasMessageInFlight() {
        return inFlight == InFlight.MESSAGE;
    }

    /** Whether nothing is in flight: nothing of this join can arrive late. */
    boolean isQuiet() {
        return inFlight == InFlight.NOTHING;
    }

    void readOn() {
        transport.readOn(number);
    }

    void close(int code, String reason) {
        transport.close(number, code, reason);
    }

    void abort(LinkCause cause) {
        transport.abort(number, cause);
    }
}

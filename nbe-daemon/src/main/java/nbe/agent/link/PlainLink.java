package nbe.agent.link;

import java.util.List;

/** One message, one text frame: nothing to translate. */
public final class PlainLink implements AgentLink {
    private final AgentTransport below;

    public PlainLink(AgentTransport below) {
        this.below = below;
    }

    @Override
    public List<LinkEvent> onEvent(LinkEvent event, long now) {
        return List.of(event);
    }

    @Override
    public List<LinkEvent> onTime(long now) {
        return List.of();
    }

    @Override
    public long deadlineNanos() {
        return Long.MAX_VALUE;
    }

    @Override
    public void onResume() {
        // the machine has broken off whatever was open
    }

    @Override
    public void connect(long link) {
        below.connect(link);
    }

    @Override
    public void send(long link, String text) {
        below.send(link, text);
    }

    @Override
    public void send(long link, String text, long mark) {
        below.send(link, text, mark);
    }

    @Override
    public void ping(long link) {
        below.ping(link);
    }

    @Override
    public void readOn(long link) {
        below.readOn(link);
    }

    @Override
    public void close(long link, int code, String reason) {
        below.close(link, code, reason);
    }

    @Override
    public void abort(long link, LinkCause cause) {
        below.abort(link, cause);
    }

    @Override
    public void close() {
        below.close();
    }
}

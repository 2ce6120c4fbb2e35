package nbe.agent.link;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Collects what a transport posts; {@link LinkEvent.Heard} comes when it likes and is passed over. */
public final class LinkEvents implements Consumer<LinkEvent> {
    private final BlockingQueue<LinkEvent> events = new LinkedBlockingQueue<>();

    @Override
    public void accept(LinkEvent event) {
        events.add(event);
    }

    /** The next event, which must be of this type and come within 5 s. */
    public <T extends LinkEvent> T next(Class<T> type) throws InterruptedException {
        return next(type, 5_000);
    }

    public <T extends LinkEvent> T next(Class<T> type, long millis) throws InterruptedException {
        LinkEvent event = poll(millis);
        if (event == null) {
            throw new AssertionError("no " + type.getSimpleName() + " within " + millis + " ms");
        }
        if (!type.isInstance(event)) {
            throw new AssertionError("expected " + type.getSimpleName() + ", got " + event);
        }
        return type.cast(event);
    }

    /** The next event, or null if none comes. */
    public LinkEvent poll(long millis) throws InterruptedException {
        while (true) {
            LinkEvent event = events.poll(millis, TimeUnit.MILLISECONDS);
            if (!(event instanceof LinkEvent.Heard)) {
                return event;
            }
        }
    }

    /** Whether something was heard within that time; other events on the way are an error. */
    public boolean heard(long millis) throws InterruptedException {
        LinkEvent event = events.poll(millis, TimeUnit.MILLISECONDS);
        if (event != null && !(event instanceof LinkEvent.Heard)) {
            throw new AssertionError("expected Heard, got " + event);
        }
        return event != null;
    }
}

package nbe.referenceagent.switchboard;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import nbe.referenceagent.directory.Directory;
import nbe.referenceagent.directory.DirectoryFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each change of the directory file and reports it as an event. Keeps the last problems for a failed start. */
public final class DirectoryLog implements DirectoryFile.Listener {
    private static final Logger LOG = LoggerFactory.getLogger("refagent");

    private final InstantSource clock;
    private final Consumer<AgentEvent> events;
    private boolean loadedOnce;
    private List<String> problems = List.of();

    /** @param events gets each change */
    public DirectoryLog(InstantSource clock, Consumer<AgentEvent> events) {
        this.clock = clock;
        this.events = events;
    }

    /** The problems of the file when it was last read. */
    public List<String> problems() {
        return problems;
    }

    @Override
    public void loaded(Directory directory) {
        loadedOnce = true;
        problems = List.of();
        LOG.info("users in the directory: {}", directory.size());
        events.accept(new AgentEvent.DirectoryLoaded(clock.instant(), directory.size()));
    }

    @Override
    public void refused(List<String> found) {
        problems = found;
        if (loadedOnce) {
            found.forEach(LOG::error);
            LOG.error("the directory stays as it was before");
            events.accept(new AgentEvent.DirectoryRefused(clock.instant(), found));
        }
    }

    @Override
    public void warned(List<String> found) {
        found.forEach(LOG::warn);
    }
}

package nbe.referenceagent.switchboard;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import nbe.referenceagent.directory.Directory;
import nbe.referenceagent.directory.DirectoryFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells what becomes of the directory file: in the log, and in the story. Keeps the last problems, for a start that fails. */
public final class DirectoryNews implements DirectoryFile.Reader {
    private static final Logger LOG = LoggerFactory.getLogger("refagent");

    private final InstantSource clock;
    private final Consumer<AgentEvent> story;
    private boolean loadedOnce;
    private List<String> problems = List.of();

    public DirectoryNews(InstantSource clock, Consumer<AgentEvent> story) {
        this.clock = clock;
        this.story = story;
    }

    /** What was wrong with the file when it was last read; empty if nothing was. */
    public List<String> problems() {
        return problems;
    }

    @Override
    public void loaded(Directory directory) {
        loadedOnce = true;
        problems = List.of();
        LOG.info("users in the directory: {}", directory.size());
        story.accept(new AgentEvent.DirectoryLoaded(clock.instant(), directory.size()));
    }

    @Override
    public void refused(List<String> found) {
        problems = found;
        if (loadedOnce) {
            found.forEach(LOG::error);
            LOG.error("the directory stays as it was before");
            story.accept(new AgentEvent.DirectoryRefused(clock.instant(), found));
        }
    }

    @Override
    public void warned(List<String> found) {
        found.forEach(LOG::warn);
    }
}

package nbe.daemon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import nbe.config.ConfigReader;
import nbe.config.FileState;

/**
 * Finds out whether the configuration on disk is the one that was read: by its text, which it reads only if name, time or size of the file
 * differ from those of the last look. One thread.
 */
final class ConfigWatch {
    /** Coarser than the times of any file system in use (FAT: 2 s). */
    private static final Duration YOUNG = Duration.ofSeconds(3);

    private final ConfigReader reader;
    private final Optional<Path> option;
    private final InstantSource wall;
    private FileState inUse;
    private Optional<Refused> refused = Optional.empty();
    private Optional<Look> last = Optional.empty();
    private List<String> problems = List.of();

    private record Refused(FileState state, List<String> problems) {}

    /** What a look without reading shows; {@code stamp} is empty if there is no such file. */
    private record Look(Optional<Path> file, Optional<Stamp> stamp) {
        /** Whether a later change would show: not while the file's time is so young that it might get the same again. */
        boolean isTelling(Instant now) {
            return stamp.isEmpty() || stamp.get().modified().toInstant().isBefore(now.minus(YOUNG));
        }
    }

    private record Stamp(FileTime modified, long size, Optional<Object> key, boolean readable) {}

    /**
     * @param option the file that the command line names
     * @param inUse the file that was read at the start
     * @param wall time of day
     */
    ConfigWatch(ConfigReader reader, Optional<Path> option, FileState inUse, InstantSource wall) {
        this.reader = reader;
        this.option = option;
        this.inUse = inUse;
        this.wall = wall;
    }

    /** This file was read and put into use. */
    void used(FileState state) {
        inUse = state;
        refused = Optional.empty();
        last = Optional.empty();
    }

    /** This file was read and refused. */
    void refused(FileState state, List<String> why) {
        refused = Optional.of(new Refused(state, why));
        last = Optional.empty();
    }

    /** What is wrong with the file now; empty if it is the one in use. */
    List<String> look() {
        Optional<Path> file = reader.locate(option);
        Look now = new Look(file, file.flatMap(ConfigWatch::stamp));
        if (!last.equals(Optional.of(now))) {
            problems = judge(reader.look(option));
            last = Optional.of(now).filter(look -> look.isTelling(wall.instant()));
        }
        return problems;
    }

    private List<String> judge(FileState now) {
        if (refused.isPresent() && now.isSame(refused.get().state())) {
            return refused.get().problems();
        }
        if (now.isSame(inUse)) {
            return List.of();
        }
        if (now.unusable().isPresent()) {
            return List.of(now.unusable().get() + "; what was read before still counts");
        }
        if (now.file().isEmpty()) {
            return List.of(
                    at(inUse) + "this file is gone, what was read from it still counts; write it anew, or restart the"
                            + " service if it is to have no file");
        }
        return List.of(at(now) + "this file has changed since it was read, `nbe reload` puts it into use");
    }

    private static String at(FileState state) {
        return state.file().map(file -> file + ":1:1: ").orElse("");
    }

    private static Optional<Stamp> stamp(Path file) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Stamp(
                    found.lastModifiedTime(),
                    found.size(),
                    Optional.ofNullable(found.fileKey()),
                    Files.isReadable(file)));
        } catch (IOException gone) {
            return Optional.empty(); // look() says why
        }
    }
}

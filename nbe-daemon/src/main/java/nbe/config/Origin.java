package nbe.config;

import java.nio.file.Path;

/** The source of a value or of a problem. Immutable. */
public sealed interface Origin {
    /** As in {@code /etc/nbe/nbe.toml:12:1}, {@code NBE_LOG_LEVEL} or {@code default}: what a message begins with. */
    String position();

    /** As in {@code nbe.toml:12}, {@code NBE_LOG_LEVEL} or {@code default}: what stands in a table. */
    default String brief() {
        return position();
    }

    /** It is not set. */
    enum Default implements Origin {
        DEFAULT;

        @Override
        public String position() {
            return "default";
        }
    }

    /**
     * A place in a configuration file.
     *
     * @param file absolute
     * @param line from 1
     * @param column from 1, in characters
     */
    record InFile(Path file, int line, int column) implements Origin {
        /** The first line, for problems of the file as a whole. */
        public static InFile startOf(Path file) {
            return new InFile(file, 1, 1);
        }

        @Override
        public String position() {
            return file + ":" + line + ":" + column;
        }

        @Override
        public String brief() {
            Path name = file.getFileName();
            return (name == null ? file : name) + ":" + line;
        }
    }

    /** An environment variable. */
    record Variable(String name) implements Origin {
        @Override
        public String position() {
            return name;
        }
    }

    /**
     * The program itself, as the demonstration does.
     *
     * @param name which part of it
     */
    record Program(String name) implements Origin {
        @Override
        public String position() {
            return name;
        }
    }
}

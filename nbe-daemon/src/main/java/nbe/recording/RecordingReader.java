package nbe.recording;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import nbe.base.Printable;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;

/**
 * Reads what {@link RecordingWriter} writes, and a bare CSV {@code t_seconds,rssi_dbm} of one band, read as if its presence
 * state were {@code weak}. Comments other than marks and forgettings, and empty lines, are ignored. One object reads one file.
 */
public final class RecordingReader {
    private static final int MOST_PROBLEMS = 20;
    /** Ten days; a larger number is no time since a beginning. */
    private static final double LONGEST_SECONDS = 864_000;

    private static final int NUMBER_MAX = 255;
    private static final int LOWEST_RSSI_DBM = -128;
    private static final int HIGHEST_RSSI_DBM = 127;
    private static final String ONLY_MARKS = "only marks";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String name;
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private final List<Forgetting> forgettings = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private String columns = "";
    /** The file is no recording: further problems are not reported. */
    private boolean foreign;

    private int lineNumber;

    private RecordingReader(String name) {
        this.name = name;
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read at all
     * @throws RecordingException if it is no recording, with up to 20 problems
     */
    public static Recording read(Path file) throws IOException, RecordingException {
        // Not Files.newBufferedReader: a stray byte in a comment is no reason to refuse the rest.
        try (Reader in = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            return read(file.toString(), in);
        }
    }

    /** Reads text; {@code name} stands at the beginning of each problem. */
    public static Recording read(String name, Reader text) throws IOException, RecordingException {
        return new RecordingReader(name).read(new BufferedReader(text));
    }

    /**
     * Reads a file with nothing but marks, which belongs to a capture; each a line as in a recording.
     *
     * @return the marks, with the line number 0: it is not one of the capture
     */
    static List<Mark> readMarks(Path file) throws IOException, RecordingException {
        RecordingReader reader = new RecordingReader(file.toString());
        reader.columns = ONLY_MARKS;
        try (Reader in = new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            return reader.read(new BufferedReader(in)).marks().stream()
                    .map(mark -> new Mark(mark.atNanos(), mark.text(), 0))
                    .toList();
        }
    }

    private Recording read(BufferedReader in) throws IOException, RecordingException {
        for (String line = in.readLine(); line != null && goesOn(); line = in.readLine()) {
            lineNumber++;
            take(lineNumber == 1 && !line.isEmpty() && line.charAt(0) == BYTE_ORDER_MARK ? line.substring(1) : line);
        }
        if (problems.isEmpty() && columns.isEmpty()) {
            lineNumber++;
            noColumns("the file ends");
        }
        if (!problems.isEmpty()) {
            throw new RecordingException(problems);
        }
        return new Recording(name, sightings, marks, forgettings);
    }

    private boolean goesOn() {
        return !foreign && problems.size() < MOST_PROBLEMS;
    }

    private void take(String line) {
        if (line.startsWith(RecordingFormat.MARK)) {
            Cells cells = new Cells(line, RecordingFormat.MARK.length(), ' ');
            long at = cells.time();
            if (cells.good) {
                String text = cells.rest().strip();
                marks.add(new Mark(at, text.isEmpty() ? Mark.TAP : text, lineNumber));
            }
        } else if (line.startsWith(RecordingFormat.FORGET)) {
            Cells cells = new Cells(line, RecordingFormat.FORGET.length(), ' ');
            long at = cells.time();
            OptionalInt adapter = cells.adapterIfAny();
            if (cells.good) {
                forgettings.add(new Forgetting(at, adapter));
            }
        } else if (!line.startsWith("#") && !line.isBlank()) {
            if (columns.isEmpty()) {
                takeColumns(line.strip());
            } else if (columns.equals(ONLY_MARKS)) {
                problem(1, "'" + shortened(line) + "', allowed: lines as # mark t=12.345 tap");
            } else {
                takeSighting(line);
            }
        }
    }

    private void takeColumns(String line) {
        if (line.equals(RecordingFormat.COLUMNS) || line.equals(RecordingFormat.PLAIN_COLUMNS)) {
            columns = line;
        } else {
            noColumns("'" + shortened(line) + "'");
            foreign = true;
        }
    }

    private void noColumns(String instead) {
        problem(
                1,
                instead + " where the column names should stand; allowed: " + RecordingFormat.COLUMNS + " or "
                        + RecordingFormat.PLAIN_COLUMNS + " (or a capture: pcap, pcapng, btsnoop)");
    }

    private void takeSighting(String line) {
        Cells cells = new Cells(line, 0, ',');
        long at = cells.time();
        boolean plain = columns.equals(RecordingFormat.PLAIN_COLUMNS);
        BandAddress band = plain ? Recording.NAMELESS : cells.band();
        int rssi = cells.number("rssi_dbm", LOWEST_RSSI_DBM, HIGHEST_RSSI_DBM);
        int flags = plain
                ? Sighting.ENROLLED | Sighting.AUTHENTICATED | Sighting.ON_BODY
                : cells.number("flags", 0, NUMBER_MAX);
        int service = plain ? 0 : cells.number("service_request_state", 0, NUMBER_MAX);
        int adapter = plain ? 0 : cells.number("adapter", 0, NUMBER_MAX);
        cells.end();
        if (cells.good) {
            sightings.add(Sighting.of(band, rssi, flags, service, at, adapter));
        }
    }

    private void problem(int column, String text) {
        problems.add(name + ":" + lineNumber + ":" + column + ": " + text);
    }

    private static String shortened(String text) {
        return Printable.bounded(text, 40);
    }

    /** The cells of one line, taken from left to right; only the first problem of a line is reported. */
    private final class Cells {
        private final String line;
        private final char separator;
        /** Index of the first character that is not taken; beyond the end of the line: no cell is left. */
        private int next;

        private boolean good = true;

        Cells(String line, int from, char separator) {
            this.line = line;
            this.separator = separator;
            this.next = from;
        }

        long time() {
            int column = next + 1;
            String cell = cell("t_seconds");
            double seconds = -1;
            try {
                seconds = Double.parseDouble(cell);
            } catch (NumberFormatException e) {
                seconds = Double.NaN;
            }
            if (!(seconds >= 0 && seconds <= LONGEST_SECONDS)) {
                wrong(
                        column,
                        "t_seconds is '" + shortened(cell) + "', allowed: seconds from 0 to 864000, as in 12.345");
                return 0;
            }
            return Recording.nanos(seconds);
        }

        BandAddress band() {
            int column = next + 1;
            String cell = cell("band");
            try {
                return BandAddress.parse(cell);
            } catch (IllegalArgumentException e) {
                wrong(column, "band is '" + shortened(cell) + "', allowed: an address as in C2:FA:D7:F0:D7:96");
                return Recording.NAMELESS;
            }
        }

        int number(String what, int lowest, int highest) {
            int column = next + 1;
            String cell = cell(what);
            try {
                int number = Integer.parseInt(cell);
                if (number >= lowest && number <= highest) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // reported below, in the same words as for a number that is out of range
            }
            wrong(column, what + " is '" + shortened(cell) + "', allowed: " + lowest + " to " + highest);
            return 0;
        }

        /** {@code adapter=0}, or nothing more. */
        OptionalInt adapterIfAny() {
            if (rest().isBlank()) {
                return OptionalInt.empty();
            }
            if (line.startsWith(RecordingFormat.ADAPTER, next)) {
                next += RecordingFormat.ADAPTER.length();
                return OptionalInt.of(number("adapter", 0, NUMBER_MAX));
            }
            wrong(next + 1, "'" + shortened(rest()) + "' behind the time, allowed: " + RecordingFormat.ADAPTER + "0");
            return OptionalInt.empty();
        }

        void end() {
            if (next <= line.length()) {
                wrong(next + 1, "another cell after the last column");
            }
        }

        String rest() {
            return next <= line.length() ? line.substring(next) : "";
        }

        private String cell(String what) {
            if (next > line.length()) {
                wrong(line.length() + 1, "the line ends before " + what);
                return "";
            }
            int end = line.indexOf(separator, next);
            String cell = line.substring(next, end < 0 ? line.length() : end).strip();
            next = end < 0 ? line.length() + 1 : end + 1;
            return cell;
        }

        private void wrong(int column, String text) {
            if (good) {
                problem(column, text);
            }
            good = false;
        }
    }
}

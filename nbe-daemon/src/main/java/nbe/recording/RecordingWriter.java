package nbe.recording;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import nbe.tap.Sighting;

/**
 * Writes a recording line by line; {@link RecordingReader} reads it. For one thread. Does not close what it writes to.
 */
public final class RecordingWriter {
    private final Writer out;
    private final long startNanos;

    /**
     * Nothing is written yet; {@link #begin} is the first to call.
     *
     * @param startNanos what is 0 in the recording, by the clock of the sightings
     */
    public RecordingWriter(Writer out, long startNanos) {
        this.out = out;
        this.startNanos = startNanos;
    }

    /**
     * The head of the file.
     *
     * @param version of this program
     * @param started time of day that is 0 in the recording
     * @param settings what was set, in one line
     */
    public void begin(String version, Instant started, String settings) throws IOException {
        line(RecordingFormat.FIRST_LINE);
        line("# version " + version);
        line("# started " + started);
        line("# settings " + settings);
        line(RecordingFormat.COLUMNS);
    }

    /** A sighting. */
    public void sighting(Sighting heard) throws IOException {
        line(time(heard.atNanos())
                + ','
                + heard.band()
                + ','
                + heard.rssiDbm()
                + ','
                + heard.flags()
                + ','
                + heard.serviceRequestState()
                + ','
                + heard.adapter());
    }

    /** A note of the engineer; line breaks become spaces. */
    public void mark(long atNanos, String text) throws IOException {
        line(RecordingFormat.MARK + time(atNanos) + ' ' + oneLine(text));
    }

    /** Samples of an adapter from before this moment decide nothing: it began to scan or stood still. */
    public void forget(long atNanos, int adapter) throws IOException {
        line(RecordingFormat.FORGET + time(atNanos) + ' ' + RecordingFormat.ADAPTER + adapter);
    }

    /** A remark for people; readers ignore it. */
    public void remark(long atNanos, String text) throws IOException {
        line("# t=" + time(atNanos) + ' ' + oneLine(text));
    }

    /** Everything in a recording. The marks come first, in their own order. */
    public void all(Recording recording) throws IOException {
        for (Mark mark : recording.marks()) {
            mark(mark.atNanos(), mark.text());
        }
        for (Forgetting forgetting : recording.forgettings()) {
            forget(forgetting.atNanos(), forgetting.adapter().orElseThrow());
        }
        for (Sighting sighting : recording.sightings()) {
            sighting(sighting);
        }
    }

    /** Hands all that was written to the operating system. */
    public void flush() throws IOException {
        out.flush();
    }

    private String time(long atNanos) {
        return Recording.seconds(Math.max(0, atNanos - startNanos));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ").strip();
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }
}

package nbe.recording;

import java.util.List;
import java.util.Optional;
import nbe.capture.CaptureFormat;

/**
 * A recording or capture that was read.
 *
 * @param format of a capture; empty: a recording
 * @param recording what is played
 * @param heard all senders, bands or not
 * @param summary what the file is and holds, in one line without its name
 * @param noTaps why no tap can be judged by it, in one line without its name; empty: taps can be judged
 * @param noBand why there is nothing to play, and what to do, in one line that begins with the name; empty: there is a band
 * @param remarks further lines for standard error, each with the name
 * @param damage where the reading ended early, in one line that begins with the name; empty: all was read
 */
public record RecordedFile(
        Optional<CaptureFormat> format,
        Recording recording,
        HeardDevices heard,
        String summary,
        Optional<String> noTaps,
        Optional<String> noBand,
        List<String> remarks,
        Optional<String> damage) {}

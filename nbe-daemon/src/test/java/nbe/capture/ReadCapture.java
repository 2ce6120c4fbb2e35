package nbe.capture;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A capture that was read, with all that was found in it. */
record ReadCapture(CaptureSummary summary, List<CapturedAdvertisement> advertisements, List<String> comments) {
    static ReadCapture of(byte[] file) {
        List<CapturedAdvertisement> advertisements = new ArrayList<>();
        List<String> comments = new ArrayList<>();
        CaptureSink sink = new CaptureSink() {
            @Override
            public void packet(long unixNanos) {
                // each advertisement has it
            }

            @Override
            public void advertisement(CapturedAdvertisement advertisement) {
                advertisements.add(advertisement);
            }

            @Override
            public void comment(String text) {
                comments.add(text);
            }
        };
        try {
            CaptureFormat format = CaptureFormat.of(file).orElseThrow();
            return new ReadCapture(
                    CaptureReader.read(format, new ByteArrayInputStream(file), sink), advertisements, comments);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static ReadCapture of(CaptureBytes file) {
        return of(file.toArray());
    }

    /** The only advertisement. */
    CapturedAdvertisement one() {
        if (advertisements.size() != 1) {
            throw new AssertionError(summary + " " + advertisements);
        }
        return advertisements.get(0);
    }

    String damage() {
        return summary.damage()
                .map(damage -> damage.offset() + " " + damage.text())
                .orElse("none");
    }
}

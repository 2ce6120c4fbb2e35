package nbe.recording;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nbe.band.BandSettings;
import nbe.capture.BtsnoopWriter;
import nbe.capture.CaptureFormat;
import nbe.capture.CapturePacket;
import nbe.capture.CaptureReader;
import nbe.capture.CaptureSink;
import nbe.capture.CaptureSummary;
import nbe.capture.CaptureWriter;
import nbe.capture.CapturedAdvertisement;
import nbe.capture.PcapngWriter;
import nbe.fuzz.Check;
import nbe.tap.Sighting;
import nbe.tap.TapSettings;

/** Any bytes as a capture: it is read as far as it goes and can be played, and what was found in it is the same once it was written again. */
public final class CaptureTarget {
    private static final int NANOS_PER_MICRO = 1000;

    private CaptureTarget() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        Optional<CaptureFormat> format = CaptureFormat.of(data);
        if (format.isEmpty()) {
            return;
        }
        Found found = new Found();
        CaptureSummary summary = CaptureReader.read(format.get(), new ByteArrayInputStream(data), found);
        Check.equal(summary.advertisements(), (long) found.advertisements.size(), "advertisements");
        summary.damage()
                .ifPresent(damage -> Check.that(
                        damage.offset() >= 0 && damage.offset() <= data.length, "damage at " + damage.offset()));
        play(found.recorder);
        ByteArrayOutputStream pcapng = new ByteArrayOutputStream();
        again(CaptureFormat.PCAPNG, pcapng, new PcapngWriter(pcapng, "fuzz", Integer::toString), found.advertisements);
        ByteArrayOutputStream btsnoop = new ByteArrayOutputStream();
        again(CaptureFormat.BTSNOOP, btsnoop, new BtsnoopWriter(btsnoop), found.advertisements);
    }

    /** The times never go back, and the detector can be asked. */
    private static void play(CaptureRecorder recorder) {
        long last = 0;
        for (Sighting sighting : recorder.sightings()) {
            Check.that(sighting.atNanos() >= last, "a time goes back");
            last = sighting.atNanos();
        }
        Replay.of(new Recording("fuzz", recorder.sightings(), recorder.marks(), List.of()), TapSettings.DEFAULTS);
    }

    private static void again(
            CaptureFormat format,
            ByteArrayOutputStream file,
            CaptureWriter writer,
            List<CapturedAdvertisement> advertisements)
            throws IOException {
        writer.begin();
        for (CapturedAdvertisement advertisement : advertisements) {
            writer.write(
                    new CapturePacket(advertisement, "", advertisement.data().length()));
        }
        writer.flush();
        Found found = new Found();
        CaptureSummary summary = CaptureReader.read(format, new ByteArrayInputStream(file.toByteArray()), found);
        Check.equal(Optional.empty(), summary.damage(), "damage of what was written");
        Check.equal(
                advertisements.stream().map(CaptureTarget::comparable).toList(),
                found.advertisements.stream().map(CaptureTarget::comparable).toList(),
                "written and read " + format);
    }

    /** Without what the formats do not keep: nanoseconds, times before 1970, the adapter's number. */
    private static CapturedAdvertisement comparable(CapturedAdvertisement advertisement) {
        return new CapturedAdvertisement(
                Math.max(0, advertisement.unixNanos()) / NANOS_PER_MICRO,
                0,
                advertisement.type(),
                advertisement.random(),
                advertisement.address(),
                advertisement.data(),
                advertisement.rssiDbm());
    }

    private static final class Found implements CaptureSink {
        private final CaptureRecorder recorder =
                new CaptureRecorder(new BandChoice(Set.of(), new BandSettings(0x01B2, true)));
        private final List<CapturedAdvertisement> advertisements = new ArrayList<>();

        @Override
        public void packet(long unixNanos) {
            recorder.packet(unixNanos);
        }

        @Override
        public void advertisement(CapturedAdvertisement advertisement) {
            advertisements.add(advertisement);
            recorder.advertisement(advertisement);
        }

        @Override
        public void comment(String text) {
            recorder.comment(text);
        }
    }
}

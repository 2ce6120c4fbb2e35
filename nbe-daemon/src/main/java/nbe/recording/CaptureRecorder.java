package nbe.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nbe.band.NoBand;
import nbe.band.PayloadParser;
import nbe.base.Printable;
import nbe.capture.CaptureSink;
import nbe.capture.CapturedAdvertisement;
import nbe.tap.BandAddress;
import nbe.tap.Sighting;

/** Makes a recording of a capture: the bands' sightings, and its comments as marks. One object records one capture. */
final class CaptureRecorder implements CaptureSink {
    private static final int ALL_FLAGS = Sighting.ENROLLED | Sighting.AUTHENTICATED | Sighting.ON_BODY;
    private static final int MOST_COMMENTS = 10_000;

    /** A comment that begins so is a mark of the engineer. One of {@code nbe capture} is not: it says what the detector found. */
    private static final String MARK = "mark ";

    private final BandChoice choice;
    private final PayloadParser parser;
    private final CaptureClock clock = new CaptureClock();
    private final HeardDevices heard = new HeardDevices();
    private final List<Sighting> sightings = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private Optional<NoBand> nearest = Optional.empty();
    private long atNanos;

    CaptureRecorder(BandChoice choice) {
        this.choice = choice;
        this.parser = choice.settings().parser();
    }

    @Override
    public void packet(long unixNanos) {
        atNanos = clock.at(unixNanos);
    }

    @Override
    public void advertisement(CapturedAdvertisement advertisement) {
        CapturedView packet = CapturedView.of(advertisement);
        Optional<Sighting> band = band(packet, advertisement.adapter());
        heard.add(packet, atNanos, band);
        band.ifPresent(sightings::add);
    }

    /** Who has a payload is named by that; an address of the command line counts whatever its payload. */
    private Optional<Sighting> band(CapturedView packet, int adapter) {
        BandAddress address = new BandAddress(packet.address());
        if (choice.named().contains(address)) {
            return Optional.of(Sighting.of(address, packet.rssiDbm(), ALL_FLAGS, 0, atNanos, adapter));
        }
        int parsed = parser.parse(packet);
        if (parsed < 0 && sightings.isEmpty() && !choice.settings().payloads().isEmpty()) {
            parser.whyNot(packet)
                    .ifPresent(why -> nearest =
                            nearest.map(one -> NoBand.nearer(one, why)).or(() -> Optional.of(why)));
        }
        if (parsed < 0 || !choice.takes(new BandAddress(parser.identity()))) {
            return Optional.empty();
        }
        return Optional.of(Sighting.of(
                new BandAddress(parser.identity()),
                packet.rssiDbm(),
                PayloadParser.flags(parsed),
                PayloadParser.serviceRequestState(parsed),
                atNanos,
                adapter,
                parser.payload()));
    }

    @Override
    public void comment(String text) {
        if (marks.size() < MOST_COMMENTS) {
            String line = Printable.bounded(text.strip());
            marks.add(new Mark(
                    atNanos,
                    line.startsWith(MARK) ? line.substring(MARK.length()).strip() : "comment: " + line,
                    0));
        }
    }

    List<Sighting> sightings() {
        return sightings;
    }

    /** Why the packet that came nearest to a configured payload is none, while no band was found; empty: none is configured. */
    Optional<NoBand> nearest() {
        return nearest;
    }

    List<Mark> marks() {
        return marks;
    }

    HeardDevices heard() {
        return heard;
    }

    /** {@link CaptureClock#setBack}. */
    int setBack() {
        return clock.setBack();
    }
}

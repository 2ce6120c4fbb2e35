package nbe.endpoint;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import nbe.agent.link.Frame;
import nbe.bgapi.machine.AdapterStatus;
import nbe.tap.BandAddress;
import nbe.tap.BandEvent.PresenceChanged;
import nbe.tap.BandState;
import nbe.tap.Proximity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An outbox in fake time. */
abstract class OutboxRig {
    static final BandAddress A = BandAddress.parse("C2:FA:D7:F0:D7:96");

    static final BandAddress B = BandAddress.parse("D1:22:33:44:55:66");

    static final Message HELLO = new Message("endpoint", "hello");

    static final AdapterStatus SCANNING = new AdapterStatus.Scanning("COM5", "1.3.2", "00:07:80:1A:2B:3C");

    static final AdapterStatus GONE = new AdapterStatus.Missing("auto");

    /** An intent whose message and description are {@code text}. */
    record Tap(String text, Optional<BandAddress> band, long tapNanos) implements Intent {
        @Override
        public IntentType type() {
            return IntentType.BLE;
        }

        @Override
        public Instant time() {
            return Instant.EPOCH;
        }

        @Override
        public Message message() {
            return new Message("intent", text);
        }

        @Override
        public String description() {
            return text;
        }
    }

    final List<String> drops = new ArrayList<>();

    final Outbox outbox = new Outbox(true, (intent, why) -> drops.add(intent.description() + " " + why));

    long now = TimeUnit.HOURS.toNanos(1);

    void open() {
        outbox.opened(HELLO, Optional.of(SCANNING), List.of());
        drain();
    }

    void openWithAnAgentThatAnswersPings() {
        outbox.opened(HELLO, Optional.of(SCANNING), List.of());
        confirm(send());
        drain();
    }

    /** The next frame, which must be one to be confirmed, taken by the operating system; returns its mark. */
    long send() {
        long mark = outbox.next(now).orElseThrow().mark().orElseThrow();
        outbox.sent();
        return mark;
    }

    void confirm(long mark) {
        outbox.confirmed(mark, now);
    }

    List<String> drain() {
        return drain(outbox);
    }

    List<String> drain(Outbox from) {
        List<String> all = new ArrayList<>();
        for (Optional<Frame> frame = from.next(now); frame.isPresent(); frame = from.next(now)) {
            all.add(inWords(frame.get().text()));
            from.sent();
        }
        return all;
    }

    /** All frames there are, each taken by the operating system. */
    List<Frame> frames() {
        List<Frame> all = new ArrayList<>();
        for (Optional<Frame> frame = outbox.next(now); frame.isPresent(); frame = outbox.next(now)) {
            all.add(frame.get());
            outbox.sent();
        }
        return all;
    }

    /** The same of an agent that confirms at once. */
    List<String> drainConfirmed() {
        List<String> all = new ArrayList<>();
        for (Optional<Frame> frame = outbox.next(now); frame.isPresent(); frame = outbox.next(now)) {
            all.add(inWords(frame.get().text()));
            outbox.sent();
            frame.get().mark().ifPresent(this::confirm);
        }
        return all;
    }

    static List<PresenceChanged> crowd(int bands) {
        return LongStream.range(0, bands)
                .mapToObj(i -> weak(new BandAddress(0xD00000000000L + i)))
                .toList();
    }

    Intent intent(String what, BandAddress band) {
        return new Tap(what, Optional.of(band), now);
    }

    static PresenceChanged weak(BandAddress band) {
        return new PresenceChanged(band, BandState.WEAK, Proximity.UNKNOWN, 0, 0);
    }

    static PresenceChanged near(BandAddress band) {
        return new PresenceChanged(band, BandState.WEAK, Proximity.NEAR, 0, 0);
    }

    static PresenceChanged absent(BandAddress band) {
        return new PresenceChanged(band, BandState.ABSENT, Proximity.UNKNOWN, 0, 0);
    }

    static String inWords(String text) {
        if (!text.startsWith("{")) {
            return text;
        }
        JsonNode json = JsonMapper.shared().readTree(text);
        String words = json.get("operation").stringValue();
        if (words.equals("error")) {
            return words + " " + json.get("status");
        }
        if (words.equals("presence")) {
            JsonNode payload = json.get("payload");
            words += " " + payload.get("state").stringValue() + " "
                    + payload.get("device").stringValue();
            if (payload.get("proximity").stringValue().equals("near")) {
                words += " near";
            }
        }
        return json.get("exchange").isNull()
                ? words
                : words + " " + json.get("exchange").stringValue();
    }
}

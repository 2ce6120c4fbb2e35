package nbe.status;

import java.time.Instant;
import java.util.Optional;
import nbe.endpoint.Intent;
import nbe.endpoint.IntentType;
import nbe.endpoint.Message;
import nbe.tap.BandAddress;

/** A tap of a band. */
record FixedTap(BandAddress address, Instant time) implements Intent {
    @Override
    public Optional<BandAddress> band() {
        return Optional.of(address);
    }

    @Override
    public long tapNanos() {
        return 0;
    }

    @Override
    public IntentType type() {
        return IntentType.BLE;
    }

    @Override
    public Message message() {
        return new Message(
                "intent",
                "{\"operation\":\"intent\",\"payload\":{\"device\":\"" + address + "\",\"type\":\"BLE\",\"time\":\""
                        + time + "\"}}");
    }

    @Override
    public String description() {
        return "a tap";
    }
}

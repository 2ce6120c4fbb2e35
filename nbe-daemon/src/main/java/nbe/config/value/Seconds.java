package nbe.config.value;

import java.time.Duration;

/** Type of a setting that holds a duration in whole seconds. */
public record Seconds(WholeNumber number) implements ValueType<Duration> {

    @Override
    public String allowed() {
        return number.allowed() + " (seconds)";
    }

    @Override
    public Duration fromToml(Object value) throws NotAllowed {
        return Duration.ofSeconds(number.fromToml(value));
    }

    @Override
    public Duration fromText(String text) throws NotAllowed {
        return Duration.ofSeconds(number.fromText(text));
    }

    @Override
    public String toToml(Duration value) {
        return Long.toString(value.toSeconds());
    }
}

package nbe.simulator.air;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The airs that a scene or a command can name; docs/simulator.md says what each stands for. */
public enum NamedAir {
    /** The default: a desk as the recordings of phones have it. */
    OFFICE(RadioModel.OFFICE),
    /** The one level of a real band at a real dongle that its vendor names. */
    VENDOR(RadioModel.VENDOR);

    private final RadioModel radio;

    NamedAir(RadioModel radio) {
        this.radio = radio;
    }

    /** The air of that name; empty: there is none. */
    public static Optional<NamedAir> of(String word) {
        return Arrays.stream(values()).filter(air -> air.word().equals(word)).findFirst();
    }

    /** Its name in a scene and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** How packets travel in it. */
    public RadioModel radio() {
        return radio;
    }

    @Override
    public String toString() {
        return word();
    }
}

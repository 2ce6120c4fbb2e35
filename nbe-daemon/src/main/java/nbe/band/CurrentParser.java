package nbe.band;

import java.util.Optional;
import java.util.function.Supplier;
import nbe.bgapi.wire.AdvertisementView;

/** Reads payloads by the settings that count at each advertisement. Belongs to one thread; the settings may be changed by another. */
public final class CurrentParser implements PayloadParser {
    private final Supplier<BandSettings> settings;
    private BandSettings used;
    private PayloadParser parser;

    /** @param settings gives the same object until they are changed; asked for each advertisement */
    public CurrentParser(Supplier<BandSettings> settings) {
        this.settings = settings;
        this.used = settings.get();
        this.parser = used.parser();
    }

    private PayloadParser current() {
        BandSettings now = settings.get();
        if (now != used) {
            used = now;
            parser = now.parser();
        }
        return parser;
    }

    @Override
    public int parse(AdvertisementView advertisement) {
        return current().parse(advertisement);
    }

    @Override
    public long identity() {
        return parser.identity();
    }

    @Override
    public String payload() {
        return parser.payload();
    }

    @Override
    public Optional<NoBand> whyNot(AdvertisementView advertisement) {
        return current().whyNot(advertisement);
    }
}

package nbe.simulator.air;

import java.util.random.RandomGenerator;

/** The radio path from one device to the dongle, with fading that is correlated from packet to packet. Belongs to its {@link Air}. */
final class RadioPath {
    static final int CHANNELS = 3;
    private static final double NANOS = 1e9;

    private final RadioModel model;
    private final RandomGenerator chance;
    private final double[] channelDb = new double[CHANNELS];
    private double shadowDb;
    private double lastMetres = Double.NaN;
    private long lastNanos;

    RadioPath(RadioModel model, RandomGenerator chance) {
        this.model = model;
        this.chance = chance;
        double mean = 0;
        for (int i = 0; i < CHANNELS; i++) {
            channelDb[i] = chance.nextGaussian() * model.channelSigmaDb();
            mean += channelDb[i] / CHANNELS;
        }
        for (int i = 0; i < CHANNELS; i++) {
            channelDb[i] -= mean;
        }
    }

    /** Whether this packet is lost to interference. */
    boolean loses() {
        return chance.nextDouble() < model.loss();
    }

    /**
     * Level of one packet in dBm, neither rounded nor clipped.
     *
     * @param channel 0, 1, 2 for the advertising channels 37, 38, 39
     */
    double levelDbm(double metres, int channel, long nowNanos) {
        if (Double.isNaN(lastMetres)) {
            shadowDb = chance.nextGaussian() * model.shadowSigmaDb();
        } else {
            double memory = Math.exp(-Math.abs(metres - lastMetres) / model.shadowMetres()
                    - Math.max(0, nowNanos - lastNanos) / NANOS / model.shadowSeconds());
            shadowDb =
                    memory * shadowDb + Math.sqrt(1 - memory * memory) * chance.nextGaussian() * model.shadowSigmaDb();
        }
        lastMetres = metres;
        lastNanos = nowNanos;
        double fading = shadowDb + channelDb[channel] + chance.nextGaussian() * model.fadingSigmaDb();
        return model.meanDbm(metres) + model.near(metres) * fading;
    }
}

package nbe.acceptance.loss;

import java.util.random.RandomGenerator;

/** The true presence of a band that stays. */
record LossTruth(boolean silent, boolean authenticated, boolean near, int serviceRequestState) {
    private static final double SILENT = 0.2;
    private static final int REQUESTS = 4;

    static LossTruth weakAndFar() {
        return new LossTruth(false, true, false, 0);
    }

    static LossTruth any(RandomGenerator chance) {
        return new LossTruth(
                chance.nextDouble() < SILENT, chance.nextBoolean(), chance.nextBoolean(), chance.nextInt(REQUESTS));
    }

    /** State, proximity and service request state, as a presence message has them. */
    String words() {
        return (authenticated ? "weak" : "unauthenticated") + " " + (near ? "near" : "far") + " " + serviceRequestState;
    }
}

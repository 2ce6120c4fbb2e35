package nbe.acceptance.faults;

import nbe.testing.RigFailure;

/**
 * Something that goes wrong around the daemon.
 *
 * @param name short, for the command line
 * @param what in words
 * @param needsReaders whether it needs pcscd with vsmartcard's virtual reader
 */
record Fault(String name, String what, boolean needsReaders, Course course) {
    /** How a fault is provoked, watched and ended. */
    interface Course {
        /** Notes what it sees in the row; throws {@link RigFailure} if the daemon broke a promise. */
        void run(FaultSite site, FaultRow row) throws Exception;
    }

    static Fault ofDongle(String name, String what, Course course) {
        return new Fault(name, what, false, course);
    }

    static Fault ofReader(String name, String what, Course course) {
        return new Fault(name, what, true, course);
    }
}

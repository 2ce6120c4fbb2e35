package nbe.acceptance.faults;

import nbe.testing.RigFailure;

/**
 * Something that goes wrong around the daemon.
 *
 * @param name short, for the command line
 * @param what in words
 * @param needsReaders whether pcscd with vsmartcard's virtual reader is part of it
 */
record Fault(String name, String what, boolean needsReaders, Course course) {
    /** How a fault is provoked, watched and ended. */
    interface Course {
        /** Notes what was seen; a promise that was not kept is a {@link RigFailure}. */
        void run(FaultSite site, FaultRow row) throws Exception;
    }

    static Fault ofDongle(String name, String what, Course course) {
        return new Fault(name, what, false, course);
    }

    static Fault ofReader(String name, String what, Course course) {
        return new Fault(name, what, true, course);
    }
}

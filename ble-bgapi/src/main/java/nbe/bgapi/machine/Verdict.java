package nbe.bgapi.machine;

import nbe.bgapi.port.AdapterProblem;

/** What is said to the outside about an adapter. */
public sealed interface Verdict {
    /** True if the outside would learn nothing new. */
    boolean saysTheSameAs(Verdict other);

    record Absent(String specifics) implements Verdict {
        @Override
        public boolean saysTheSameAs(Verdict other) {
            return other instanceof Absent;
        }
    }

    record Failed(AdapterProblem problem, String specifics) implements Verdict {
        @Override
        public boolean saysTheSameAs(Verdict other) {
            return other instanceof Failed failed && failed.problem == problem;
        }
    }

    record Scans(String description) implements Verdict {
        @Override
        public boolean saysTheSameAs(Verdict other) {
            return other instanceof Scans;
        }
    }
}

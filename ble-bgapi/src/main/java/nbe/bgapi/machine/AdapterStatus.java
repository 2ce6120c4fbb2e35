package nbe.bgapi.machine;

import java.util.function.Function;
import nbe.bgapi.port.AdapterProblem;
import nbe.bgapi.port.PortNames;

/** What an adapter can do for the outside: the one form of it from the adapter's machine to the message to the agent. */
public sealed interface AdapterStatus {
    /** The port as an operator writes it ({@code /dev/ttyACM0}, {@code COM5}), or {@code auto} while no dongle is there. */
    String port();

    /** True if the outside would learn nothing new. */
    boolean saysTheSameAs(AdapterStatus other);

    /** The value of the function that belongs to this case: a case that a caller forgets does not compile. */
    <T> T match(Function<Scanning, T> scanning, Function<Missing, T> missing, Function<Failed, T> failed);

    /**
     * Advertisements arrive from now on.
     *
     * @param firmware as in {@code 1.3.2 build 122}
     * @param address the dongle's own, as in {@code 00:07:80:1A:2B:3C}
     */
    record Scanning(String port, String firmware, String address) implements AdapterStatus {
        /** Firmware and address, for people. */
        public String description() {
            return "firmware " + firmware + ", address " + address;
        }

        @Override
        public boolean saysTheSameAs(AdapterStatus other) {
            return other instanceof Scanning;
        }

        @Override
        public <T> T match(Function<Scanning, T> scanning, Function<Missing, T> missing, Function<Failed, T> failed) {
            return scanning.apply(this);
        }
    }

    /** No dongle is attached (status 5000 of docs/protocol.md). */
    record Missing(String port) implements AdapterStatus {
        /** What is wrong, where every BLED112 is used that the USB ids show. */
        public static final String NO_BLED112 = "no BLED112 (USB id 2458:0001) is attached";

        /** What the operator can do about {@link #NO_BLED112}. */
        public static final String NO_BLED112_REMEDY = "plug one in, or name its port under [ble] port";

        /** What is wrong, as the end of a sentence that began with the port's name. */
        public String text() {
            return isAuto() ? NO_BLED112 : "no dongle is attached";
        }

        /** What the operator can do. */
        public String remedy() {
            return isAuto() ? NO_BLED112_REMEDY : "plug it in, or name another port under [ble] port";
        }

        private boolean isAuto() {
            return port.equals(PortNames.AUTO);
        }

        /** What is wrong, and the remedy, in one line. */
        public String specifics() {
            return (isAuto() ? "" : port + ": ") + text() + "; " + remedy();
        }

        @Override
        public boolean saysTheSameAs(AdapterStatus other) {
            return other instanceof Missing;
        }

        @Override
        public <T> T match(Function<Scanning, T> scanning, Function<Missing, T> missing, Function<Failed, T> failed) {
            return missing.apply(this);
        }
    }

    /**
     * Attached, but it cannot be opened, does not answer or refuses to scan, after every way of recovering was tried (status 5010 of
     * docs/protocol.md).
     *
     * @param detail what was seen
     */
    record Failed(String port, AdapterProblem problem, String detail) implements AdapterStatus {
        /** What is wrong, as the end of a sentence that began with the port's name. */
        public String text() {
            return problem.text();
        }

        /** What is wrong, what was seen, and the remedy, in one line. */
        public String specifics() {
            return port + ": " + problem.text() + " (" + detail + "); " + problem.remedy();
        }

        @Override
        public boolean saysTheSameAs(AdapterStatus other) {
            return other instanceof Failed failed && failed.problem == problem;
        }

        @Override
        public <T> T match(Function<Scanning, T> scanning, Function<Missing, T> missing, Function<Failed, T> failed) {
            return failed.apply(this);
        }
    }
}

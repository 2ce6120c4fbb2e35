package nbe.bgapi.machine;

import nbe.bgapi.wire.Packet;
import org.slf4j.event.Level;

/** What the machine wants done. */
public sealed interface Effect {
    /** Open the port; the outcome comes back as onOpened or onOpenFailed. */
    record Open(String path) implements Effect {}

    record Close() implements Effect {}

    record Send(Packet command) implements Effect {}

    /** Scanning has ended: the session may connect. */
    record LendRadio() implements Effect {}

    record Report(Verdict verdict) implements Effect {}

    record Count(Happening happening) implements Effect {}

    /** A line in the log; the port's name is put in front. */
    record Note(Level level, String text) implements Effect {}
}

package nbe.doctor;

import java.util.Optional;
import java.util.function.Consumer;
import nbe.bgapi.adapter.AdapterProbe;
import nbe.bgapi.port.AdapterProblem;

/** Is a BLED112 there, may we open it, does it answer? */
final class AdapterCheck implements Check {
    private static final String SUBJECT = "adapter";

    private final AdapterProbe probe;

    AdapterCheck(AdapterProbe probe) {
        this.probe = probe;
    }

    @Override
    public void look(Consumer<Finding> findings) {
        for (AdapterProbe.Finding found : probe.run()) {
            boolean named = found.text().startsWith(found.port());
            findings.accept(finding(found, named ? found.text() : found.port() + ": " + found.text()));
        }
    }

    private static Finding finding(AdapterProbe.Finding found, String text) {
        if (found.isFine()) {
            return Finding.ok(SUBJECT, text);
        }
        if (found.problem().equals(Optional.of(AdapterProblem.NO_PERMISSION))) {
            return Finding.refused(SUBJECT, text, Optional.of(found.remedy()));
        }
        // What the daemon holds is in use as it should be; only, nothing can be said here of how the dongle is.
        return found.problem().equals(Optional.of(AdapterProblem.HELD_BY_NBE))
                ? Finding.warning(SUBJECT, text, found.remedy())
                : Finding.wrong(SUBJECT, text, found.remedy());
    }
}

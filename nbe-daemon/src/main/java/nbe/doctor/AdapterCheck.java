package nbe.doctor;

import java.util.function.Consumer;
import nbe.bgapi.adapter.AdapterProbe;

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
            String text = found.port() + ": " + found.text();
            findings.accept(found.isFine() ? Finding.ok(SUBJECT, text) : Finding.wrong(SUBJECT, text, found.remedy()));
        }
    }
}

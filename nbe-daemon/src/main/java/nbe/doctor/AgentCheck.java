package nbe.doctor;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import nbe.agent.AgentProbe;

/** Can the agent be reached, down to the WebSocket handshake? */
final class AgentCheck implements Check {
    private static final String SUBJECT = "agent";

    private final URI agentUrl;
    private final AgentProbe probe;

    private final boolean mayReadFiles;

    /** @param mayReadFiles whether this account may read what {@code [tls]} names */
    AgentCheck(URI agentUrl, AgentProbe probe, boolean mayReadFiles) {
        this.agentUrl = agentUrl;
        this.mayReadFiles = mayReadFiles;
        this.probe = probe;
    }

    @Override
    public void look(Consumer<Finding> findings) throws InterruptedException {
        List<AgentProbe.Finding> found = probe.run();
        for (AgentProbe.Finding finding : found) {
            String text = agentUrl + ": " + finding.text();
            findings.accept(
                    switch (finding.verdict()) {
                        case FINE -> Finding.ok(SUBJECT, text);
                        case WARNING -> Finding.warning(SUBJECT, text);
                        case WRONG -> new Finding(Finding.Grade.WRONG, SUBJECT, text, finding.remedy(), !mayReadFiles);
                    });
        }
    }
}

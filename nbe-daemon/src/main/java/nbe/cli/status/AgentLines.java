package nbe.cli.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nbe.base.Printable;
import nbe.cli.screen.Ages;
import nbe.cli.screen.Styles;
import nbe.control.status.AgentRow;
import nbe.control.status.Status;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** The connection to the agent in words. */
final class AgentLines {
    private AgentLines() {}

    static List<AttributedString> of(Status status, Instant now) {
        AgentRow agent = status.agent();
        String age = Ages.longSpan(Duration.between(agent.since(), now).toSeconds());
        AttributedStringBuilder line = new AttributedStringBuilder();
        switch (agent.state()) {
            case CONNECTED -> {
                line.styled(Styles.GOOD, "connected").append(" for " + age);
                agent.roundTripMs()
                        .ifPresent(ms -> line.append(String.format(Locale.ROOT, ", round trip %.1f ms", ms)));
            }
            case CONNECTING -> line.styled(Styles.PROBLEM, "connecting").append(" for " + age);
            case WAITING ->
                line.styled(Styles.PROBLEM, "not connected").append("; it has waited " + age + " for the next attempt");
        }
        List<AttributedString> lines = new ArrayList<>();
        lines.add(line.toAttributedString());
        lines.add(new AttributedString(Printable.line(agent.url())));
        agent.lastError()
                .filter(error -> !Said.above(status, error))
                .ifPresent(error ->
                        lines.add(new AttributedString("last failure: " + Printable.line(error), Styles.WARNING)));
        return lines;
    }
}

package nbe.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nbe.cli.json.JsonText;
import nbe.control.status.Problem;
import nbe.service.ServiceState;
import org.junit.jupiter.api.Test;

/** {@code nbe service status}: the system's line, what the daemon says is wrong, and where the log is. */
class ServiceReportTest {
    private static final ServiceState RUNS =
            new ServiceState(true, OptionalLong.of(812), "nbe: active (running); agent not connected; 0 bands here");

    @Test
    void theReasonStandsBelowTheState() {
        ServiceReport report = new ServiceReport(
                RUNS,
                "/var/log/nbe.log",
                Optional.of(List.of(new Problem("agent", "the name agent.example is unknown", "check agent_url"))),
                Optional.empty());
        assertEquals("""
                nbe: active (running); agent not connected; 0 bands here
                problem: agent: the name agent.example is unknown; check agent_url
                log: /var/log/nbe.log""", report.text());
        assertEquals("""
                {
                  "running" : true,
                  "process" : 812,
                  "text" : "nbe: active (running); agent not connected; 0 bands here",
                  "log" : "/var/log/nbe.log",
                  "problems" : [ {
                    "subject" : "agent",
                    "text" : "the name agent.example is unknown",
                    "remedy" : "check agent_url"
                  } ],
                  "not_asked" : null
                }""", JsonText.of(report.json()));
    }

    @Test
    void whyTheDaemonWasNotAskedIsSaid() {
        ServiceReport report =
                new ServiceReport(RUNS, "/var/log/nbe.log", Optional.empty(), Optional.of("this account may not ask"));
        assertTrue(report.text().contains("\nits daemon was not asked: this account may not ask\n"), report.text());
        assertTrue(JsonText.of(report.json()).contains("\"problems\" : null"), JsonText.of(report.json()));
    }

    @Test
    void aMachineWithoutTheServiceHasTheSameFields() {
        assertEquals("""
                {
                  "running" : false,
                  "process" : null,
                  "text" : "no service",
                  "log" : null,
                  "problems" : null,
                  "not_asked" : null
                }""", JsonText.of(ServiceReport.none("no service")));
    }
}

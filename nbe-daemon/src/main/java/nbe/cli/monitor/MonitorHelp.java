package nbe.cli.monitor;

import java.util.List;
import org.jline.utils.AttributedString;

/** The page behind the key {@code ?}. */
final class MonitorHelp {
    private static final String TEXT = """
            nbe monitor: keys

              s        sort: level, address, last tap, rate
              /        show the bands whose address contains what is typed; Esc: all
              p        pause the picture, and go on
              ?        this page
              q Ctrl-C quit

            auth       enrolled, on the body and authenticated: this band may tap
                       (the agent calls it "weak"; that is not its signal)
            no auth    on the body, not authenticated: no tap, however near
            bar, dBm   mean level of the last second, -103 to -38 dBm
            tap        threshold of a tap
            near, far  proximity turns near at the one, far at the other
            /s         advertisements per second, over 10 s
            HEARD      time since the last advertisement

            Any key leaves this page.
            """;

    private MonitorHelp() {}

    static List<AttributedString> lines() {
        return TEXT.lines().map(AttributedString::new).toList();
    }
}

package nbe.cli.monitor;

import java.util.List;
import java.util.Locale;
import nbe.base.Printable;
import nbe.cli.screen.Styles;
import nbe.control.status.AdapterRow;
import nbe.control.status.AgentRow;
import nbe.control.status.NfcRow;
import nbe.control.status.ReaderRow;
import nbe.control.status.Status;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** The state of a part of the chain in few words. */
final class Parts {
    private Parts() {}

    static AttributedString agent(AgentRow agent) {
        boolean good = agent.state() == AgentRow.State.CONNECTED;
        AttributedStringBuilder words = new AttributedStringBuilder();
        words.styled(good ? Styles.GOOD : Styles.PROBLEM, lower(agent.state()));
        return words.toAttributedString();
    }

    static AttributedString adapter(AdapterRow adapter) {
        boolean good = adapter.state() == AdapterRow.State.SCANNING;
        AttributedStringBuilder words = new AttributedStringBuilder();
        words.append(Printable.line(adapter.port())).append(' ');
        words.styled(good ? Styles.GOOD : Styles.PROBLEM, lower(adapter.state()));
        if (good) {
            words.append(String.format(Locale.ROOT, " %.0f/s", adapter.advertisementsPerS()));
        }
        return words.toAttributedString();
    }

    /** How many readers are watched, and whether all of them answer. */
    static AttributedString readers(Status status) {
        AttributedStringBuilder words = new AttributedStringBuilder();
        if (status.nfc().state() == NfcRow.State.OFF) {
            return words.append("NFC off").toAttributedString();
        }
        if (status.nfc().state() == NfcRow.State.DOWN) {
            return words.append("NFC ").styled(Styles.PROBLEM, "down").toAttributedString();
        }
        List<ReaderRow> watched =
                status.readers().stream().filter(ReaderRow::watched).toList();
        long failing = watched.stream()
                .filter(reader -> reader.state() == ReaderRow.State.UNREACHABLE)
                .count();
        words.append(watched.size() + (watched.size() == 1 ? " reader" : " readers"));
        if (failing > 0) {
            words.append(", ").styled(Styles.PROBLEM, failing + " unreachable");
        }
        return words.toAttributedString();
    }

    private static String lower(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}

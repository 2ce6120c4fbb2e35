package nbe.cli.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nbe.base.Printable;
import nbe.cli.screen.Styles;
import nbe.control.status.AdapterRow;
import nbe.control.status.NfcRow;
import nbe.control.status.ReaderRow;
import nbe.control.status.Status;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/** Adapters and readers in words. */
final class DeviceLines {
    /** Which nobody needs to be told of. */
    private static final String DEFAULT_BINDING = "native";

    private DeviceLines() {}

    static List<AttributedString> adapters(Status status) {
        return status.adapters().isEmpty()
                ? List.of(new AttributedString("Bluetooth is switched off: [ble] enabled = false", Styles.FAINT))
                : status.adapters().stream()
                        .map(adapter -> adapter(adapter, status))
                        .toList();
    }

    private static AttributedString adapter(AdapterRow adapter, Status status) {
        AttributedStringBuilder line = new AttributedStringBuilder();
        line.append(Printable.line(adapter.port())).append(": ");
        switch (adapter.state()) {
            case SCANNING ->
                line.styled(Styles.GOOD, "scanning")
                        .append(String.format(Locale.ROOT, ", %.1f advertisements/s", adapter.advertisementsPerS()));
            case ABSENT -> line.styled(Styles.PROBLEM, "no BLED112 is attached");
            case RECOVERING -> line.styled(Styles.WARNING, "trying to get it to work");
            case FAILED -> line.styled(Styles.PROBLEM, "failed; tried again");
        }
        adapter.problem()
                .filter(problem -> !Said.above(status, problem))
                .ifPresent(problem -> line.append("; ").append(Printable.line(problem)));
        adapter.firmware().ifPresent(firmware -> line.append(", firmware ").append(Printable.line(firmware)));
        return line.toAttributedString();
    }

    static List<AttributedString> readers(Status status) {
        if (status.nfc().state() == NfcRow.State.OFF) {
            return List.of(new AttributedString("NFC is switched off: [nfc] enabled = false", Styles.FAINT));
        }
        List<AttributedString> lines = new ArrayList<>();
        if (status.nfc().state() == NfcRow.State.DOWN) {
            lines.add(new AttributedStringBuilder()
                    .styled(Styles.PROBLEM, "the PC/SC service cannot be used")
                    .append(status.nfc()
                            .reason()
                            .map(reason -> ": " + Printable.line(reason))
                            .orElse(""))
                    .toAttributedString());
        } else if (status.readers().isEmpty()) {
            lines.add(new AttributedString("none; the PC/SC service runs"));
        }
        status.nfc()
                .binding()
                .filter(binding -> !binding.equals(DEFAULT_BINDING))
                .ifPresent(
                        binding -> lines.add(new AttributedString("PC/SC by the binding " + Printable.line(binding))));
        status.readers().forEach(reader -> lines.add(reader(reader)));
        return lines;
    }

    private static AttributedString reader(ReaderRow reader) {
        AttributedStringBuilder line = new AttributedStringBuilder();
        line.append(Printable.line(reader.name())).append(": ");
        if (!reader.watched()) {
            return line.styled(Styles.FAINT, "not watched: [nfc] readers does not name it")
                    .toAttributedString();
        }
        switch (reader.state()) {
            case EMPTY -> line.styled(Styles.GOOD, "ready").append(", no card");
            case CARD -> line.styled(Styles.GOOD, "ready").append(", a card is on it");
            case MUTE -> line.styled(Styles.WARNING, "something is on it that does not answer");
            case UNREACHABLE -> line.styled(Styles.PROBLEM, "its driver does not answer");
        }
        return line.toAttributedString();
    }
}

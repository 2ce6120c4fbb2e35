package nbe.doctor;

import java.util.function.Consumer;
import nbe.pcsc.PcscProbe;

/**
 * Is there a PC/SC service, which readers does it know, what lies on them? That there is none is no fault by itself: many
 * terminals have no reader.
 */
final class ReaderCheck implements Check {
    private static final String SUBJECT = "readers";

    private final PcscProbe probe;

    ReaderCheck(PcscProbe probe) {
        this.probe = probe;
    }

    @Override
    public void look(Consumer<Finding> findings) throws InterruptedException {
        PcscProbe.Report report = probe.run();
        if (report.problem().isPresent()) {
            findings.accept(Finding.warning(
                    SUBJECT,
                    report.problem().get(),
                    "a terminal without a reader needs none: [nfc] enabled = false ends this warning"));
        } else if (report.readers().isEmpty()) {
            findings.accept(Finding.warning(
                    SUBJECT,
                    "the PC/SC service runs and knows no reader",
                    "plug one in; a terminal without a reader: [nfc] enabled = false ends this warning"));
        }
        for (PcscProbe.Reader reader : report.readers()) {
            findings.accept(finding(reader));
        }
    }

    private static Finding finding(PcscProbe.Reader reader) {
        StringBuilder text = new StringBuilder(reader.name());
        text.append(reader.watched() ? "" : " (not watched: see [nfc] readers)");
        text.append(": ").append(card(reader.card()));
        reader.uid().ifPresent(uid -> text.append(", UID ").append(uid));
        if (reader.card() == PcscProbe.Card.UNKNOWN) {
            return Finding.warning(SUBJECT, text.toString(), "unplug the reader and plug it in again");
        }
        if (reader.card() == PcscProbe.Card.MUTE) {
            return Finding.warning(SUBJECT, text.toString(), "take away what lies there, or replug the reader");
        }
        return reader.remark().isEmpty()
                ? Finding.ok(SUBJECT, text.toString())
                : Finding.ok(SUBJECT, text + "; " + reader.remark());
    }

    private static String card(PcscProbe.Card card) {
        return switch (card) {
            case NONE -> "no card";
            case PRESENT -> "a card";
            case MUTE -> "something that does not answer as a card";
            case UNKNOWN -> "its driver cannot reach it";
        };
    }
}

package nbe.status;

import java.util.List;
import java.util.Set;
import nbe.pcsc.NfcSettings;
import nbe.pcsc.ReaderReport;
import nbe.pcsc.Readers;
import nbe.pcsc.UidRequest;
import nbe.pcsc.binding.Binding;
import nbe.pcsc.binding.ReaderStatus;

/** The readers of a service with one reader, a card on it, or none. */
final class ScriptedReaders {
    private final Readers readers =
            new Readers(new NfcSettings(List.of(), Set.of(7), Binding.NATIVE), new Readers.Threads() {
                @Override
                public void start(String reader) {}

                @Override
                public void end(String reader) {}

                @Override
                public boolean read(UidRequest request) {
                    return true;
                }

                @Override
                public void replace(String reader) {}
            });

    Readers with(boolean reader) {
        List<ReaderStatus> states = reader ? List.of(ReaderStatus.working("R", true, 1)) : List.of();
        readers.onReport(new ReaderReport.ServiceUp(states.size(), false), 0);
        readers.onReport(new ReaderReport.Snapshot(states, 0), 0);
        return readers;
    }
}

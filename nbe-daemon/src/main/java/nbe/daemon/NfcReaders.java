package nbe.daemon;

import java.util.Optional;
import java.util.function.LongSupplier;
import nbe.config.Setting;
import nbe.config.Settings;
import nbe.endpoint.CoreChange;
import nbe.endpoint.CoreEvent;
import nbe.endpoint.Inbox;
import nbe.pcsc.NfcSettings;
import nbe.pcsc.NfcWatch;
import nbe.pcsc.PcscSource;
import nbe.pcsc.ReaderReport;
import nbe.pcsc.Readers;

/** The watch on the readers while NFC is switched on. {@link #start}, {@link #use} and {@link #stop} may wait. */
final class NfcReaders {
    private final Inbox inbox;
    private final LongSupplier nanos;
    private final VitalThreads threads;

    /** Empty: NFC is switched off. */
    private volatile Optional<Open> open;

    /** One watch. {@code current} is false once it was closed: a thread may still report then. */
    private static final class Open {
        private final VitalThreads.Part threads;
        private final NfcWatch watch;
        private NfcSettings settings;
        private volatile boolean current = true;

        Open(NfcReaders all, NfcSettings settings) {
            this.settings = settings;
            this.threads = all.threads.part();
            PcscSource source = new PcscSource(settings.binding(), all.nanos);
            this.watch = new NfcWatch(settings, source, report -> report(all.inbox, report), all.nanos, threads);
        }

        private void report(Inbox inbox, ReaderReport report) {
            if (current) {
                inbox.post(new CoreEvent.FromReader(report));
            }
        }
    }

    NfcReaders(Settings settings, Inbox inbox, LongSupplier nanos, VitalThreads threads) {
        this.inbox = inbox;
        this.nanos = nanos;
        this.threads = threads;
        this.open = opened(settings);
    }

    private Optional<Open> opened(Settings settings) {
        return settings.value(Setting.NFC_ENABLED) ? Optional.of(new Open(this, settings.nfc())) : Optional.empty();
    }

    /** What decides on the reports; belongs to the core. */
    Readers readers() {
        return open.map(one -> one.watch.readers()).orElseGet(Readers::none);
    }

    void start() {
        open.ifPresent(one -> one.watch.start());
    }

    /** Begins or ends the watch, begins it anew with another binding, or watches other readers. */
    synchronized void use(Settings settings) throws InterruptedException {
        boolean enabled = settings.value(Setting.NFC_ENABLED);
        if (open.isPresent()
                ? enabled && open.get().settings.binding() == settings.nfc().binding()
                : !enabled) {
            useInWatch(settings.nfc());
            return;
        }
        if (open.isPresent()) {
            Open closing = open.get();
            closing.threads.letEnd();
            closing.current = false;
            closing.watch.close();
        }
        open = opened(settings);
        inbox.post(new CoreEvent.Changed(new CoreChange.OtherReaders(readers())));
        start();
    }

    private void useInWatch(NfcSettings settings) throws InterruptedException {
        if (open.isPresent()) {
            inbox.post(new CoreEvent.Changed(new CoreChange.Nfc(settings)));
            if (!settings.equals(open.get().settings)) {
                open.get().settings = settings;
                open.get().watch.use(settings);
            }
        }
    }

    /** Ends the watch, within half a second. */
    void stop() {
        open.ifPresent(one -> one.watch.close());
    }
}

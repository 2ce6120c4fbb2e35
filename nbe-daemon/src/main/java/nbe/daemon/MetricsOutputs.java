package nbe.daemon;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import nbe.base.HostPort;
import nbe.config.Setting;
import nbe.config.Settings;
import nbe.control.net.ControlLoop;
import nbe.control.net.Route;
import nbe.control.net.TcpListener;
import nbe.metrics.Measurements;
import nbe.metrics.MetricsFile;
import nbe.metrics.MetricsRoute;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where metrics can be read: the route of the control socket, and what {@code [metrics]} names. Nothing of it delays the start. */
final class MetricsOutputs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("metrics");

    private final Supplier<CompletionStage<Measurements>> source;
    private final ControlLoop control;

    // All of these: guarded by this.
    private Optional<HostPort> address = Optional.empty();
    private Optional<TcpListener> listener = Optional.empty();
    private Optional<Path> path = Optional.empty();
    private Optional<MetricsFile> file = Optional.empty();

    /** @param source measures; may answer later and on any thread */
    MetricsOutputs(Supplier<CompletionStage<Measurements>> source, ControlLoop control) {
        this.source = source;
        this.control = control;
    }

    /** {@code GET /metrics}. */
    Route route() {
        return MetricsRoute.of(source, control.executor());
    }

    /** Opens what the settings name, and closes what they no longer name; what stays the same goes on. Not on the control thread. */
    synchronized void use(Settings settings) {
        Optional<HostPort> nextAddress = settings.value(Setting.METRICS_LISTEN);
        if (!nextAddress.equals(address)) {
            listener.ifPresent(TcpListener::close);
            address = nextAddress;
            listener = address.map(
                    at -> TcpListener.open(at, Setting.METRICS_LISTEN.name(), List.of(route()), control, LOG));
        }
        Optional<Path> nextPath = settings.value(Setting.METRICS_FILE);
        if (!nextPath.equals(path)) {
            file.ifPresent(MetricsFile::close);
            path = nextPath;
            file = path.map(at -> new MetricsFile(at, source));
            file.ifPresent(MetricsFile::start);
        }
    }

    @Override
    public synchronized void close() {
        listener.ifPresent(TcpListener::close);
        file.ifPresent(MetricsFile::close);
    }
}

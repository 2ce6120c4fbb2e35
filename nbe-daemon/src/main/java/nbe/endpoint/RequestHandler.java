package nbe.endpoint;

import java.util.function.Supplier;
import nbe.tap.TapSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the agent's requests. Belongs to the core's thread. */
final class RequestHandler implements AgentRequest.Handler {
    private static final Logger LOG = LoggerFactory.getLogger("endpoint");

    private final Outbox outbox;
    private final Telemetry telemetry;
    private final Supplier<TapSettings> settings;
    private final Counters counters;

    RequestHandler(Outbox outbox, Telemetry telemetry, Supplier<TapSettings> settings, Counters counters) {
        this.outbox = outbox;
        this.telemetry = telemetry;
        this.settings = settings;
        this.counters = counters;
    }

    @Override
    public void presence(AgentRequest.Presence request) {
        outbox.replay(request.band(), request.exchange());
    }

    @Override
    public void telemetryLease(AgentRequest.TelemetryLease lease, long now) {
        if (lease.seconds() > 0 && !telemetry.isOn()) {
            LOG.info("telemetry: the agent requests RSSI samples");
        } else if (lease.seconds() == 0 && telemetry.isOn()) {
            LOG.info("telemetry: the agent has ended the lease");
        }
        if (lease.seconds() > 0) {
            telemetry.begin(lease.band(), lease.seconds(), now);
        } else {
            telemetry.end();
        }
        outbox.answer(Envelope.telemetryLease(lease.seconds(), settings.get(), lease.exchange()));
    }

    @Override
    public void telemetryReceived(AgentRequest.TelemetryReceived received) {
        telemetry.confirm(received.number());
    }

    @Override
    public void unknown(AgentRequest.Unknown unknown) {
        LOG.debug("the agent asked for an unknown operation");
        outbox.answer(Envelope.unknownOperation(unknown.operation(), unknown.exchange()));
    }

    @Override
    public void bad(AgentRequest.Bad bad) {
        LOG.debug("the agent sent a bad message: {}", bad.why());
        counters.count(Counter.BAD_MESSAGES);
        outbox.answer(
                Envelope.error(AgentStatus.BAD_MESSAGE, bad.exchange(), "The message is not understood", bad.why()));
    }
}

package nbe.agent;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import nbe.agent.link.AgentAddress;
import nbe.agent.link.AgentLink;
import nbe.agent.link.AgentMachine;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkEvent;
import nbe.agent.link.LinkLimits;
import nbe.agent.link.ProxyServer;
import nbe.agent.net.ConnectSteps;
import nbe.agent.net.LinkTarget;
import nbe.agent.net.NameLookup;
import nbe.agent.net.NettyTransport;
import nbe.agent.tls.ExpiryWarning;
import nbe.agent.tls.TlsWords;
import nbe.agent.tls.TrustStore;
import nbe.base.Finding;

/**
 * Makes one connection to the agent for {@code nbe doctor} and describes its steps: connects, does the handshake, closes with 1000. It sends
 * no message.
 */
public final class AgentProbe {
    private static final String SUBJECT = "agent";

    /** Above the transport's own limits, 10 s for the attempt and 1 s for the close. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final LinkTarget target;
    private final LongSupplier nanos;
    private final InstantSource clock;
    private final Map<String, String> environment;
    private final NameLookup.Resolver resolver;

    /** @param nanos monotonic clock */
    public AgentProbe(LinkTarget target, LongSupplier nanos, InstantSource clock) {
        this(target, nanos, clock, System.getenv(), InetAddress::getAllByName);
    }

    public AgentProbe(
            LinkTarget target,
            LongSupplier nanos,
            InstantSource clock,
            Map<String, String> environment,
            NameLookup.Resolver resolver) {
        this.target = target;
        this.resolver = resolver;
        this.nanos = nanos;
        this.clock = clock;
        this.environment = environment;
    }

    /**
     * Blocks for at most 12 s, or twice as long if the server makes a second attempt necessary. The last finding says whether the
     * agent can be reached.
     */
    public List<Finding> run() throws InterruptedException {
        BlockingQueue<Report> reports = new LinkedBlockingQueue<>();
        AtomicBoolean again = new AtomicBoolean();
        List<Finding> findings = new ArrayList<>();
        Consumer<LinkEvent> inbox = event -> reports.add((link, now) -> link.onEvent(event, now));
        ConnectSteps steps = steps(
                finding -> reports.add((link, now) -> {
                    findings.add(finding);
                    return List.of();
                }),
                again);
        try (NettyTransport transport = new NettyTransport(target, inbox, clock, resolver, LinkLimits.DEFAULT, steps)) {
            AgentLink link = AgentLinks.over(transport, target, nanos, operation -> {});
            Progress progress = new Progress(link, again, findings);
            link.connect(1);
            while (!progress.isOver) {
                Report next = poll(reports, link.deadlineNanos() - nanos.getAsLong());
                long now = nanos.getAsLong();
                List<LinkEvent> events = new ArrayList<>(link.onTime(now));
                if (next != null) {
                    events.addAll(next.take(link, now));
                } else if (events.isEmpty()) {
                    findings.add(Finding.wrong(SUBJECT, "the check did not end within " + PATIENCE.toSeconds() + " s"));
                    return findings;
                }
                for (LinkEvent event : events) {
                    if (!progress.isOver) {
                        event.on(progress, now);
                    }
                }
            }
        }
        return findings;
    }

    /** A report of the transport, taken on the caller's thread; returns the events of the link that follow from it. */
    private interface Report {
        List<LinkEvent> take(AgentLink link, long now);
    }

    /** How far the check has come. */
    private final class Progress implements LinkEvent.Handler<Void> {
        private final AgentLink link;
        private final AtomicBoolean again;
        private final List<Finding> findings;
        private boolean opened;
        private boolean isOver;

        Progress(AgentLink link, AtomicBoolean again, List<Finding> findings) {
            this.link = link;
            this.again = again;
            this.findings = findings;
        }

        @Override
        public Void opened(LinkEvent.Opened event, long now) {
            opened = true;
            link.close(event.link(), AgentMachine.NORMAL, "only a check");
            return null;
        }

        @Override
        public Void lost(LinkEvent.Lost event, long now) {
            if (again.compareAndSet(true, false)) {
                link.connect(2);
            } else {
                isOver = true;
                end(opened, event.cause(), findings);
            }
            return null;
        }

        @Override
        public Void heard(LinkEvent.Heard event, long now) {
            return null;
        }

        @Override
        public Void text(LinkEvent.Text event, long now) {
            return null;
        }

        @Override
        public Void sent(LinkEvent.Sent event, long now) {
            return null;
        }

        @Override
        public Void confirmed(LinkEvent.Confirmed event, long now) {
            return null;
        }
    }

    private static Report poll(BlockingQueue<Report> reports, long nanos) throws InterruptedException {
        return reports.poll(Math.min(PATIENCE.toNanos(), nanos), TimeUnit.NANOSECONDS);
    }

    private void end(boolean opened, LinkCause cause, List<Finding> findings) {
        if (!opened) {
            findings.add(new Finding(
                    Finding.Grade.WRONG, SUBJECT, cause.kind() + ": " + cause.text(), remedy(cause.kind()), false));
            proxies(findings);
        } else if (cause.kind() == LinkCause.Kind.CLOSED_BY_US) {
            String joined = target.topic()
                    .map(topic -> ", channel " + topic + " joined")
                    .orElse("");
            findings.add(Finding.ok(SUBJECT, "WebSocket handshake done" + joined + ", and closed again"));
        } else {
            findings.add(Finding.warning(
                    SUBJECT, "WebSocket handshake done, but then " + cause.kind() + ": " + cause.text()));
        }
    }

    /** Empty where the text of the cause names the remedy itself. */
    private static Optional<String> remedy(LinkCause.Kind kind) {
        return switch (kind) {
            case NAME_UNKNOWN, TLS, PROXY, HANDSHAKE, JOIN -> Optional.empty();
            default -> Optional.of(kind.remedy());
        };
    }

    private void proxies(List<Finding> findings) {
        String set = Stream.of("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
                .filter(environment::containsKey)
                .collect(Collectors.joining(", "));
        if (!set.isEmpty() && target.proxy().isEmpty()) {
            findings.add(Finding.warning(
                    SUBJECT,
                    set
                            + " is set, but not used for this agent (for this machine itself, by no_proxy, or since [proxy] url"
                            + " is set): it must be reachable directly"));
        }
    }

    private ConnectSteps steps(Consumer<Finding> found, AtomicBoolean again) {
        return new ConnectSteps() {
            @Override
            public void trusting(TrustStore.Trusted trusted) {
                if (!again.get()) {
                    ExpiryWarning.ofAuthorities(trusted, clock.instant())
                            .ifPresent(warning -> found.accept(Finding.warning(SUBJECT, warning)));
                }
            }

            @Override
            public void resolved(String host, List<InetAddress> addresses) {
                if (NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host)) {
                    return; // no name server was asked
                }
                found.accept(Finding.ok(
                        SUBJECT,
                        host + " is "
                                + addresses.stream()
                                        .map(InetAddress::getHostAddress)
                                        .collect(Collectors.joining(", "))));
            }

            @Override
            public void tcp(InetSocketAddress address) {
                found.accept(Finding.ok(
                        SUBJECT,
                        "TCP connection to " + address.getAddress().getHostAddress() + " port " + address.getPort()));
            }

            @Override
            public void tunnel(ProxyServer proxy, AgentAddress agent) {
                found.accept(Finding.ok(SUBJECT, "the proxy " + proxy + " opened the way to " + agent));
            }

            @Override
            public void nameUnknown(String host) {
                again.set(true);
                found.accept(Finding.warning(
                        SUBJECT,
                        "the server warns that it does not know the name " + host
                                + " (TLS alert unrecognized_name); connecting again without saying it (no SNI). Its"
                                + " administrator should give it that name"));
            }

            @Override
            public void tls(SSLSession session) {
                found.accept(certificate(session));
            }
        };
    }

    private Finding certificate(SSLSession session) {
        try {
            X509Certificate certificate = (X509Certificate) session.getPeerCertificates()[0];
            Duration left =
                    Duration.between(clock.instant(), certificate.getNotAfter().toInstant());
            boolean near = ExpiryWarning.isNear(certificate, clock.instant());
            String text = session.getProtocol() + " " + session.getCipherSuite() + ", certificate "
                    + TlsWords.describe(certificate) + " (" + ExpiryWarning.words(left)
                    + (near ? " left: the agent needs a new one" : " left") + ")";
            return near ? Finding.warning(SUBJECT, text) : Finding.ok(SUBJECT, text);
        } catch (SSLPeerUnverifiedException e) {
            return Finding.wrong(SUBJECT, "TLS without a certificate: " + e.getMessage());
        }
    }
}

package nbe.acceptance.loss;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import nbe.testing.RigFailure;

/**
 * A cable between two interfaces, with delay, loss and cuts. It does in this program what netem does, since not every kernel has
 * netem. Packets of one direction stay in order. Thread-safe.
 */
final class LossyLink implements AutoCloseable {
    /** The directions, in each of which packets can vanish. */
    enum Way {
        TO_AGENT,
        TO_DAEMON
    }

    /**
     * How the cable behaves while it is not cut; each way by itself.
     *
     * @param delay of every packet
     * @param jitter up to so much more
     * @param lossPercent share of packets that vanish
     */
    record Quality(Duration delay, Duration jitter, double lossPercent) {
        /** The longest time that a packet takes. */
        Duration longest() {
            return delay.plus(jitter);
        }
    }

    private static final int POLL_MILLIS = 50;
    private static final int PACKETS = 10_000;
    private static final long END_MILLIS = 1_000;

    private record Packet(byte[] bytes, long dueNanos) {}

    private final Strand toAgent;
    private final Strand toDaemon;
    private final Quality quality;
    private final LongSupplier clock;
    private volatile boolean closed;
    private volatile Throwable fault;

    /** Lays the cable; what the daemon's interface sends comes out of the agent's, and the reverse. */
    LossyLink(TunDevice daemon, TunDevice agent, Quality quality, SplittableRandom chance, LongSupplier clock) {
        this.quality = quality;
        this.clock = clock;
        toAgent = new Strand("to-agent", daemon, agent, chance.split());
        toDaemon = new Strand("to-daemon", agent, daemon, chance.split());
        toAgent.start();
        toDaemon.start();
    }

    Quality quality() {
        return quality;
    }

    /** From now on no packet comes out at the other end of this way; what is on it is lost as well. */
    void cut(Way way) {
        strand(way).cut = true;
    }

    /** The cable is whole, both ways. */
    void mend() {
        toAgent.cut = false;
        toDaemon.cut = false;
    }

    private Strand strand(Way way) {
        return way == Way.TO_AGENT ? toAgent : toDaemon;
    }

    /** Packets that came out at the other end. */
    long delivered() {
        return toAgent.delivered.get() + toDaemon.delivered.get();
    }

    /** Packets that vanished, by loss and by cuts. */
    long vanished() {
        return toAgent.vanished.get() + toDaemon.vanished.get();
    }

    /** Throws what failed in a thread of the link. */
    void check() throws RigFailure {
        if (fault != null) {
            throw new RigFailure("the lossy link failed", fault);
        }
    }

    @Override
    public void close() {
        closed = true;
        toAgent.end();
        toDaemon.end();
    }

    /** One way. */
    private final class Strand {
        private final TunDevice from;
        private final TunDevice to;
        private final SplittableRandom chance;
        private final BlockingQueue<Packet> packets = new LinkedBlockingQueue<>(PACKETS);
        private final AtomicLong delivered = new AtomicLong();
        private final AtomicLong vanished = new AtomicLong();
        private final Thread reader;
        private final Thread writer;
        private volatile boolean cut;
        private long lastDueNanos = Long.MIN_VALUE;

        Strand(String name, TunDevice from, TunDevice to, SplittableRandom chance) {
            this.from = from;
            this.to = to;
            this.chance = chance;
            reader = new Thread(() -> guarded(this::read), "link-" + name + "-in");
            writer = new Thread(() -> guarded(this::write), "link-" + name + "-out");
            reader.setDaemon(true);
            writer.setDaemon(true);
        }

        void start() {
            reader.start();
            writer.start();
        }

        private void read() throws IOException {
            while (!closed) {
                byte[] bytes = from.read(POLL_MILLIS);
                if (bytes.length > 0) {
                    take(bytes);
                }
            }
        }

        private void take(byte[] bytes) {
            boolean lost = chance.nextDouble() * 100 < quality.lossPercent();
            long jitter = (long) (chance.nextDouble() * quality.jitter().toNanos());
            long due = clock.getAsLong() + quality.delay().toNanos() + jitter;
            if (lastDueNanos != Long.MIN_VALUE && due - lastDueNanos < 0) {
                due = lastDueNanos;
            }
            lastDueNanos = due;
            if (lost || !packets.offer(new Packet(bytes, due))) {
                vanished.incrementAndGet();
            }
        }

        private void write() throws IOException, InterruptedException {
            while (!closed) {
                Packet packet = packets.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (packet == null) {
                    continue;
                }
                for (long left = packet.dueNanos() - clock.getAsLong();
                        left > 0 && !closed;
                        left = packet.dueNanos() - clock.getAsLong()) {
                    LockSupport.parkNanos(left);
                }
                boolean arrived = !cut && !closed && to.write(packet.bytes());
                (arrived ? delivered : vanished).incrementAndGet();
            }
        }

        void end() {
            try {
                reader.join(END_MILLIS);
                writer.join(END_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private void guarded(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                fault = e;
            }
        }
    }
}

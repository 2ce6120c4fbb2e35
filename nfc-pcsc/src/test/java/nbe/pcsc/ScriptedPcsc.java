package nbe.pcsc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;
import nbe.pcsc.binding.Pcsc;
import nbe.pcsc.binding.PcscCard;
import nbe.pcsc.binding.PcscCode;
import nbe.pcsc.binding.PcscContext;
import nbe.pcsc.binding.PcscException;
import nbe.pcsc.binding.ReaderStatus;
import nbe.testing.Await;

/** A PC/SC service that does what the test says: for the codes that no real one can be made to give. */
final class ScriptedPcsc implements Pcsc {
    /** Something that happens in a call. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws PcscException;
    }

    /** What a wait does with the states it is given. */
    @FunctionalInterface
    interface Wait {
        List<ReaderStatus> run(List<ReaderStatus> known, int timeoutMillis) throws PcscException;
    }

    final AtomicInteger openContexts = new AtomicInteger();
    final AtomicInteger contextsMade = new AtomicInteger();
    final AtomicInteger openCards = new AtomicInteger();
    final BlockingQueue<Wait> waits = new LinkedBlockingQueue<>();
    final List<CommandAPDU> commands = new CopyOnWriteArrayList<>();
    final Map<String, Step<byte[]>> answers = new ConcurrentHashMap<>();
    volatile Step<List<String>> readers = List::of;
    volatile Step<Boolean> establish = () -> true;
    volatile Step<Boolean> connect = () -> true;

    static <T> Step<T> failing(PcscCode code) {
        return () -> {
            throw new PcscException("test", code.value());
        };
    }

    /** Steps one after another; the last one stays. */
    @SafeVarargs
    static <T> Step<T> inTurn(Step<T>... steps) {
        AtomicInteger next = new AtomicInteger();
        return () -> steps[Math.min(next.getAndIncrement(), steps.length - 1)].run();
    }

    static Wait failingWait(PcscCode code) {
        return (known, timeout) -> {
            throw new PcscException("SCardGetStatusChange", code.value());
        };
    }

    /** The states given, the rest as they were. */
    static Wait reporting(ReaderStatus... changed) {
        return (known, timeout) -> {
            List<ReaderStatus> now = new ArrayList<>();
            for (ReaderStatus status : known) {
                ReaderStatus result = status;
                for (ReaderStatus one : changed) {
                    result = one.reader().equals(status.reader()) ? one : result;
                }
                now.add(result);
            }
            return now;
        };
    }

    @Override
    public PcscContext newContext() throws PcscException {
        establish.run();
        openContexts.incrementAndGet();
        contextsMade.incrementAndGet();
        return new Context();
    }

    private final class Context implements PcscContext {
        private volatile boolean cancelled;

        @Override
        public List<String> readers() throws PcscException {
            return readers.run();
        }

        @Override
        public List<ReaderStatus> awaitChange(List<ReaderStatus> known, int timeoutMillis) throws PcscException {
            while (!cancelled) {
                Wait wait = waits.poll();
                if (wait != null) {
                    return wait.run(known, timeoutMillis);
                }
                if (timeoutMillis == 0) {
                    return List.of();
                }
                Await.quiet(Duration.ofMillis(5));
            }
            cancelled = false;
            throw new PcscException("SCardGetStatusChange", PcscCode.CANCELLED.value());
        }

        @Override
        public PcscCard connect(String reader) throws PcscException {
            connect.run();
            openCards.incrementAndGet();
            return new Card(reader);
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        @Override
        public void close() {
            openContexts.decrementAndGet();
        }
    }

    private final class Card implements PcscCard {
        private final String reader;

        Card(String reader) {
            this.reader = reader;
        }

        @Override
        public Optional<ResponseAPDU> transmit(CommandAPDU command) throws PcscException {
            commands.add(command);
            byte[] answer = answers.get(reader).run();
            return answer.length < 2 ? Optional.empty() : Optional.of(new ResponseAPDU(answer));
        }

        @Override
        public void close() {
            openCards.decrementAndGet();
        }
    }
}

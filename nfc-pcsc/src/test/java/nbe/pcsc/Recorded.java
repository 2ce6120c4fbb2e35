package nbe.pcsc;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import nbe.testing.Await;

/** Events in order with the time of their posting. */
final class Recorded implements Consumer<NfcEvent> {
    /** One event and when it was posted. */
    record Entry(NfcEvent event, long postedNanos) {}

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    @Override
    public void accept(NfcEvent event) {
        entries.add(new Entry(event, System.nanoTime()));
    }

    List<NfcEvent> all() {
        return entries.stream().map(Entry::event).toList();
    }

    <T extends NfcEvent> List<T> of(Class<T> type) {
        return all().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** {@code reader=UID} for each placement. */
    List<String> placed() {
        return of(NfcEvent.CardPlaced.class).stream()
                .map(placed -> placed.reader() + "=" + placed.uid().hex())
                .toList();
    }

    /** The longest time from the reader's report to the posting. */
    long slowestMillis() {
        return entries.stream()
                .filter(entry -> entry.event() instanceof NfcEvent.CardPlaced)
                .mapToLong(
                        entry -> (entry.postedNanos() - ((NfcEvent.CardPlaced) entry.event()).atNanos()) / 1_000_000L)
                .max()
                .orElse(0);
    }

    void await(long millis, NfcEvent event) {
        Await.until(Duration.ofMillis(millis), event + " among " + all(), () -> all().contains(event));
    }

    void awaitCount(long millis, Class<? extends NfcEvent> type, int count) {
        Await.until(Duration.ofMillis(millis), count + " of " + type.getSimpleName(), () -> of(type).size() >= count);
    }

    void awaitPlaced(long millis, String... placed) {
        Set<String> missing = new LinkedHashSet<>(List.of(placed));
        Await.until(
                Duration.ofMillis(millis),
                () -> missing + " among the placements; " + of(NfcEvent.ReaderTrouble.class),
                () -> {
                    missing.removeAll(placed());
                    return missing.isEmpty();
                });
    }

    void clear() {
        entries.clear();
    }
}

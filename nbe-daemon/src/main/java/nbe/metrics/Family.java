package nbe.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import nbe.endpoint.CoreCounts;

/**
 * One metric: its name, type and help, and how its values follow from the measurements.
 *
 * @param name as it stands in queries: {@code nbe_intents_total}
 * @param help one sentence, as docs/metrics.md has it
 * @param values the metric with its values
 */
record Family(String name, String help, Function<Measurements, MetricSnapshot> values) {
    private static final String TOTAL = "_total";
    private static final String INFO = "_info";
    private static final String SECONDS = "_seconds";
    private static final String BYTES = "_bytes";
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    /** One value, with the labels that distinguish it from others of its metric. */
    record Point(Labels labels, double value) {
        static Point of(double value) {
            return new Point(Labels.EMPTY, value);
        }

        static Point of(String label, String labelValue, double value) {
            return new Point(Labels.of(label, labelValue), value);
        }

        /** 1 or 0. */
        static Point of(String label, String labelValue, boolean value) {
            return of(label, labelValue, value ? 1 : 0);
        }
    }

    /** Taps that took so long, by the labels. */
    record Times(Labels labels, CoreCounts.Times times) {}

    static Family counter(String name, String help, ToDoubleFunction<Measurements> value) {
        return counters(name, help, measured -> List.of(Point.of(value.applyAsDouble(measured))));
    }

    /** A count that only grows. */
    static Family counters(String name, String help, Function<Measurements, List<Point>> points) {
        String base = name.substring(0, name.length() - TOTAL.length());
        return new Family(name, help, measured -> {
            CounterSnapshot.Builder counter =
                    CounterSnapshot.builder().name(base).help(help).unit(unit(base));
            points.apply(measured)
                    .forEach(point -> counter.dataPoint(CounterDataPointSnapshot.builder()
                            .labels(point.labels())
                            .value(point.value())
                            .build()));
            return counter.build();
        });
    }

    static Family gauge(String name, String help, ToDoubleFunction<Measurements> value) {
        return gauges(name, help, measured -> List.of(Point.of(value.applyAsDouble(measured))));
    }

    /** A value of this moment; no point: it is not known. */
    static Family gauges(String name, String help, Function<Measurements, List<Point>> points) {
        return new Family(name, help, measured -> {
            GaugeSnapshot.Builder gauge =
                    GaugeSnapshot.builder().name(name).help(help).unit(unit(name));
            points.apply(measured)
                    .forEach(point -> gauge.dataPoint(GaugeDataPointSnapshot.builder()
                            .labels(point.labels())
                            .value(point.value())
                            .build()));
            return gauge.build();
        });
    }

    /** A distribution of seconds. */
    static Family histograms(String name, String help, Function<Measurements, List<Times>> points) {
        return new Family(name, help, measured -> {
            HistogramSnapshot.Builder histogram =
                    HistogramSnapshot.builder().name(name).help(help).unit(unit(name));
            points.apply(measured)
                    .forEach(point -> histogram.dataPoint(HistogramDataPointSnapshot.builder()
                            .labels(point.labels())
                            .classicHistogramBuckets(buckets(point.times()))
                            .sum(point.times().sumNanos() / NANOS_PER_SECOND)
                            .build()));
            return histogram.build();
        });
    }

    /** Facts as labels, with the value 1. */
    static Family info(String name, String help, Function<Measurements, Labels> labels) {
        String base = name.substring(0, name.length() - INFO.length());
        return new Family(
                name,
                help,
                measured -> InfoSnapshot.builder()
                        .name(base)
                        .help(help)
                        .dataPoint(InfoDataPointSnapshot.builder()
                                .labels(labels.apply(measured))
                                .build())
                        .build());
    }

    private static Unit unit(String name) {
        if (name.endsWith(SECONDS)) {
            return Unit.SECONDS;
        }
        return name.endsWith(BYTES) ? Unit.BYTES : null;
    }

    private static ClassicHistogramBuckets buckets(CoreCounts.Times times) {
        List<Double> bounds = new ArrayList<>();
        times.boundsNanos().forEach(bound -> bounds.add(bound / NANOS_PER_SECOND));
        bounds.add(Double.POSITIVE_INFINITY);
        return ClassicHistogramBuckets.of(bounds, times.counts());
    }
}

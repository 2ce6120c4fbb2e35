package nbe.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** The two formats in which metrics are written. */
public enum TextFormat {
    /** OpenMetrics 1.0. */
    OPEN_METRICS(OpenMetricsTextFormatWriter.builder()
            .setCreatedTimestampsEnabled(false) // Prometheus makes a series of its own of each
            .build()),
    /** Prometheus's text format 0.0.4. */
    PROMETHEUS(PrometheusTextFormatWriter.create());

    private static final String OPEN_METRICS_TYPE = "application/openmetrics-text";
    private static final String PLAIN_TYPE = "text/plain";

    private final ExpositionFormatWriter writer;

    TextFormat(ExpositionFormatWriter writer) {
        this.writer = writer;
    }

    /** The value of the header {@code Content-Type}, with version and character set. */
    public String contentType() {
        return writer.getContentType();
    }

    /** All metrics, as the body of a response or the content of a file: UTF-8. */
    byte[] write(Measurements measured) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writer.write(out, Families.of(measured));
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory cannot be written to", e);
        }
        return out.toByteArray();
    }

    /**
     * The format for a client: OpenMetrics unless the client's header {@code Accept} (RFC 9110 section 12.5.1) prefers plain text.
     *
     * @param accept its value; empty: there is none
     */
    public static TextFormat forClient(String accept) {
        return weight(accept, PLAIN_TYPE) > weight(accept, OPEN_METRICS_TYPE) ? PROMETHEUS : OPEN_METRICS;
    }

    /** The weight that the client gives to this type by its name, 0 to 1; 0 if it does not name it. */
    private static double weight(String accept, String type) {
        double best = 0;
        for (String range : accept.toLowerCase(Locale.ROOT).split(",")) {
            String[] parts = range.split(";", -1);
            if (parts[0].strip().equals(type)) {
                best = Math.max(best, quality(parts));
            }
        }
        return best;
    }

    private static double quality(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].replaceAll("\\s", "");
            if (parameter.matches("q=[01](\\.\\d{0,3})?")) {
                return Double.parseDouble(parameter.substring(2));
            }
        }
        return 1;
    }
}

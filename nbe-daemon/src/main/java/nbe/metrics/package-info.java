/** Metrics for Prometheus: what is measured, under which names, and where it can be read (docs/metrics.md). */
package nbe.metrics;

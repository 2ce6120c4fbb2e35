/**
 * Figures from outside and from inside: {@link nbe.benchmarks.Figures} measures the daemon as a process of its own, {@link
 * nbe.benchmarks.Decode} measures decoding alone (JMH).
 */
package nbe.benchmarks;

/**
 * The daemon's decisions: one thread, {@link nbe.endpoint.Core}, to which adapters, readers and the link post their events, and the pure
 * classes that it calls ({@link nbe.endpoint.Endpoint}, {@link nbe.endpoint.Outbox}). No I/O but the log.
 */
package nbe.endpoint;

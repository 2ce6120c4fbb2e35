/**
 * The heart of the daemon: one thread, {@link nbe.endpoint.Core}, to which adapters, readers and the link post what happened,
 * and the pure classes that it steps ({@link nbe.endpoint.Endpoint}, {@link nbe.endpoint.Outbox}).
 */
package nbe.endpoint;

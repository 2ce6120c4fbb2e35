/**
 * The running daemon, put together: {@link nbe.daemon.Daemon} makes the core, the link, adapters and readers, and their threads. What
 * they decide belongs to {@code nbe.endpoint}.
 */
package nbe.daemon;

/**
 * The log: lines of the form {@code 2026-11-22T10:15:30.123Z LEVEL component message} on standard error and, if configured,
 * in a rolling file. Other packages use {@link nbe.log.Logging} and SLF4J.
 *
 * <p>A thread that logs only puts a finished line into a bounded queue; each destination has a thread that writes. So a pipe that
 * nobody reads, or a disk that hangs, never delays a tap. Lines that find the queue full are dropped and counted, and the count is
 * logged as soon as the destination takes lines again.
 */
package nbe.log;

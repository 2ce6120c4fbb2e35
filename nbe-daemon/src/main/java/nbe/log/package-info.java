/**
 * The log: lines of the form {@code 2026-11-22T10:15:30.123Z LEVEL component message} on standard error and, if asked for,
 * in a rolling file. {@link nbe.log.Logging} is the way in.
 *
 * <p>Whoever logs only puts a finished line into a bounded queue; one thread for each destination writes. A pipe that
 * nobody reads, or a disk that hangs, therefore never holds up a tap. What is lost when a queue is full is counted and said
 * as soon as the destination takes lines again.
 */
package nbe.log;

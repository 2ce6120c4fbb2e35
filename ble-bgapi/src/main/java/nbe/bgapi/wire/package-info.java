/**
 * BGAPI as bytes: the table of messages ({@link nbe.bgapi.wire.Command}, {@link nbe.bgapi.wire.Event}), one codec that
 * walks it ({@link nbe.bgapi.wire.Packet}), and the framer that finds packets in a stream. No I/O, no thread, no clock.
 */
package nbe.bgapi.wire;

/**
 * Decides what one dongle needs: sealed states, events in, effects out. No I/O, no thread and no clock: each call gets the time in
 * nanoseconds. The threads that perform the effects are in {@code nbe.bgapi.adapter}.
 */
package nbe.bgapi.machine;

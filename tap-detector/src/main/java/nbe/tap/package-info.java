/**
 * Decides presence, proximity and taps of bands from sightings and time. Payloads, files and messages do not belong here.
 *
 * <p>Pure logic: nothing here does I/O, starts a thread or reads a clock. All moments are monotonic nanoseconds that the
 * caller passes in; the same calls in the same order always give the same events.
 */
package nbe.tap;

/**
 * Recommends thresholds from some recorded minutes in which somebody held a band to the dongle, worked, and walked off. Every figure comes
 * from the daemon's own rules, which play the recording once for each candidate.
 */
package nbe.tuning;

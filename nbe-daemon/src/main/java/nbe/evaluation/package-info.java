/**
 * How good the detector is at a site: recordings of what the adapters heard, their replay, and the judge that counts missed,
 * late, double and false taps. Pure but for reading files; time is the recording's own.
 */
package nbe.evaluation;

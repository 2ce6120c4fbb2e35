/**
 * How good the tap rules are: traces with known taps, recorded or made by the simulator's radio model, and the count of missed,
 * late, double and false taps that {@code nbe evaluate} prints. Recordings as such and their replay belong to
 * {@code nbe.recording}. The same seed, settings and files give the same result; no class reads a clock or starts a thread.
 */
package nbe.evaluation;

/**
 * What the adapters heard, kept in a file: {@link nbe.recording.Recording}, its CSV format, reader and writer, and its replay
 * through the tap rules, as {@code nbe replay} prints it; {@link nbe.recording.RecordedFiles} reads captures as well. Which taps were meant is not known here: labels, scores and simulated
 * air belong to {@code nbe.evaluation}. Only
 * {@link nbe.recording.RecordingReader} and {@code RecordedFiles} open files; no class reads a clock or starts a
 * thread.
 */
package nbe.recording;

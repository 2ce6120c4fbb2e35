package nbe.cli.monitor;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nbe.control.status.Status;

/**
 * What is known of the daemon at one moment; immutable.
 *
 * @param status the daemon's last answer; empty: none was received yet
 * @param lost why the daemon does not answer now; empty: it does
 * @param bands in the order in which they were first heard
 * @param taps the newest first
 */
record Moment(Instant now, Optional<Status> status, Optional<String> lost, List<Band> bands, List<Tap> taps) {}

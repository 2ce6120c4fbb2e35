package nbe.bgapi.adapter;

import nbe.bgapi.port.AdapterProblem;

/**
 * What one adapter's life looks like from outside. Immutable; posted from the thread that watches the adapter, only when
 * something changed.
 */
public sealed interface AdapterEvent {

    /** Small number of the adapter, from 0; the same as in its advertisements. */
    int adapter();

    /** The port as an operator writes it ({@code /dev/ttyACM0}, {@code COM5}), or {@code auto} while there is none. */
    String port();

    /** It is scanning: advertisements arrive from now on. {@code description} names firmware and address for the log. */
    record Scanning(int adapter, String port, String description) implements AdapterEvent {}

    /** Nothing is attached there (contract section 4, status 5000). */
    record Absent(int adapter, String port, String specifics) implements AdapterEvent {}

    /**
     * Attached, but it cannot be opened, does not answer or refuses to scan, after everything that brings it to order was
     * tried (contract section 4, status 5010). {@code specifics} says what was seen and the remedy, in one line.
     */
    record Failed(int adapter, String port, AdapterProblem problem, String specifics) implements AdapterEvent {}

    /**
     * The process or the port stood still (suspend, SIGSTOP, a stall): the age of what was buffered is unknown, it was
     * thrown away, and whoever keeps RSSI samples must forget them.
     */
    record Stalled(int adapter, String port, long discardedBytes) implements AdapterEvent {}
}

/**
 * GATT sessions, for programs that use this module as a library; the daemon has no session. {@link nbe.bgapi.host.GattSession} is one
 * connection to one device through a dongle that otherwise scans. {@link nbe.bgapi.host.SessionMachine} is its state machine, without I/O
 * and without a clock; {@link nbe.bgapi.host.SessionPort} runs the machine on the adapter's thread and borrows the radio. The package
 * {@code nbe.bgapi.adapter} does not depend on this one.
 */
package nbe.bgapi.host;

/**
 * GATT sessions: {@link nbe.bgapi.host.GattSession} is one connection to one device through a dongle that otherwise scans. {@link
 * nbe.bgapi.host.SessionMachine} decides, without I/O and without a clock; {@link nbe.bgapi.host.SessionPort} borrows the radio from the
 * adapter. The adapter knows nothing of this package.
 */
package nbe.bgapi.host;

/**
 * A Bluetooth LE host on BGAPI: typed calls and events for the classes that a central needs ({@link nbe.bgapi.host.Gap},
 * {@link nbe.bgapi.host.Connection}, {@link nbe.bgapi.host.AttributeClient}, {@link nbe.bgapi.host.Security}, {@link
 * nbe.bgapi.host.DongleSystem}), and {@link nbe.bgapi.host.GattSession}, one connection to one device. {@link
 * nbe.bgapi.host.SessionMachine} decides, without I/O and without a clock. The numbers of the messages stand in {@link
 * nbe.bgapi.wire.Command} and {@link nbe.bgapi.wire.Event} alone.
 */
package nbe.bgapi.host;

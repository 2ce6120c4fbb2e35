/**
 * The driver of one or several BLED112 dongles: which ports there are, what is done to a dongle until it scans, and what
 * happens when it does not. {@link nbe.bgapi.adapter.AdapterFleet} is the way in; {@link nbe.bgapi.adapter.AdapterMachine}
 * decides, without I/O and without a clock; {@link nbe.bgapi.adapter.AdapterThread} does.
 */
package nbe.bgapi.adapter;

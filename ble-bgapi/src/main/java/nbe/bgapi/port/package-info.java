/**
 * Serial ports: finds BLED112 dongles, watches for their arrival, names the process that holds one, and opens, reads, writes and
 * closes a port. Knows bytes and the operating system, no BGAPI message and no state of a dongle.
 */
package nbe.bgapi.port;

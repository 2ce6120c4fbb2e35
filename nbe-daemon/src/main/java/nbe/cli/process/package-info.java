/**
 * The process that a command runs in: signals, exit statuses, clocks, native libraries, the terminal and other running daemons. Knows
 * no command; {@code nbe.cli} has these.
 */
package nbe.cli.process;

/** Asks the running daemon: the commands' side of the control socket (docs/control.md). */
package nbe.control.client;

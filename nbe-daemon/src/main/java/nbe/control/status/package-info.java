/** What the running daemon says of itself: the object of GET /v1/status, for the daemon that writes it and the commands that read it. */
package nbe.control.status;

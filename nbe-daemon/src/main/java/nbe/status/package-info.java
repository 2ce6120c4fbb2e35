/**
 * What the running daemon says of itself at the control socket: its status with problems and warnings, and its events (docs/control.md).
 * The core's thread feeds {@link nbe.status.StatusBook}; everything else belongs to the control thread.
 */
package nbe.status;

/** Where the running daemon can be asked: the setting {@code [control] socket}, and the paths that follow from it. */
package nbe.control.place;

/** The page of {@code nbe status}: the status of the running daemon for people. Draws lines and prints none. */
package nbe.cli.status;

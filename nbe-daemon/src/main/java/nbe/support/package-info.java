/** What an engineer gets to see who was not there: {@code nbe support}, and the running daemon's part in it. */
package nbe.support;

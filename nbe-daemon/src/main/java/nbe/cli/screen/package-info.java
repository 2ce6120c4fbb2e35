/**
 * What the commands draw with at a terminal: the screen, its keys, styles of text and words for spans of time. Drawing itself is the
 * commands' own. JLine is used here and by what draws, and nowhere else.
 */
package nbe.cli.screen;

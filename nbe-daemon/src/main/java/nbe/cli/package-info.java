/** The commands of the program {@code nbe}: contract section 1. Only {@link nbe.cli.Main} ends the process. */
package nbe.cli;

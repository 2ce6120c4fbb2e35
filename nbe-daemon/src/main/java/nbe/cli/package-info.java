/** The commands of the program {@code nbe}, one class each. Only {@link nbe.cli.Main} and {@link nbe.cli.process.ForcedExit} end the process. */
package nbe.cli;

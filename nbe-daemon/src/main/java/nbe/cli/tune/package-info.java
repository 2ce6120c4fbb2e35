/** {@code nbe tune}: leads a person through the steps, and writes what was found into the configuration file. */
package nbe.cli.tune;

/** {@code nbe record}: writes the sightings of the running daemon, or of adapters that it drives itself, to a recording. */
package nbe.cli.record;

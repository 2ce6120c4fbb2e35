/**
 * The directory of bands, cards and users: parsed from TOML, reloaded when the file changes.
 */
package nbe.referenceagent.directory;

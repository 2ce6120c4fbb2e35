/**
 * The types of settings (text, number, seconds, path, URL, choice …). A type parses and writes a single value, and its error names the
 * allowed values. The constants of {@code nbe.config.Setting} add the keys; {@code nbe.config} reads files and variables.
 */
package nbe.config.value;

/**
 * Reads {@code nbe.toml} and the environment, checks every key, and hands each edge its own settings; changes single
 * keys of the file for the commands that install and tune. The types of single values are in
 * {@code nbe.config.value}; no other package reads or
 * writes configuration.
 */
package nbe.config;

/**
 * Reads {@code nbe.toml} and the environment, checks every key, and hands each edge its own settings. The types of single values are in
 * {@code nbe.config.value}; no other package reads configuration.
 */
package nbe.config;

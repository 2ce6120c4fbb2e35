/**
 * Reads {@code nbe.toml} and the environment, judges every key, and says where each value comes from. Values of a single key are in
 * {@code nbe.config.value}; no other part of the program reads configuration.
 */
package nbe.config;

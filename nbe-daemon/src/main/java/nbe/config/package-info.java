/**
 * The configuration: one table of settings ({@link nbe.config.Setting}), from which the reader, {@code nbe check}, the
 * default file and the documentation follow.
 *
 * <p>Everything here is immutable once made and may be shared between threads.
 */
package nbe.config;

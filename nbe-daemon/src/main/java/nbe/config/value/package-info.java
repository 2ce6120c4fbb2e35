/**
 * The types of a single value (text, number, seconds, path, URL, choice …): how it is written, what is allowed and what is said otherwise.
 * Knows no key, no file and no other value.
 */
package nbe.config.value;

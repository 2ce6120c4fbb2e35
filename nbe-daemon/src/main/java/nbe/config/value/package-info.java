/**
 * The types of single values (text, number, seconds, path, URL, choice …): parse and write them, and name what is allowed in an error.
 * They know no key and no file.
 */
package nbe.config.value;

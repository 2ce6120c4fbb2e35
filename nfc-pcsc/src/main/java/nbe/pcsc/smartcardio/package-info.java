/**
 * PC/SC through {@code javax.smartcardio} and whatever provider the JRE has. What that interface cannot do, and what follows:
 * docs/decisions/pcsc-binding.md.
 */
package nbe.pcsc.smartcardio;

/**
 * PC/SC as the operating system has it: contexts, reader states, cards, return codes, through JNA. Blocks as the service does and decides
 * nothing; the states of readers and cards are in {@code nbe.pcsc}.
 */
package nbe.pcsc.binding;

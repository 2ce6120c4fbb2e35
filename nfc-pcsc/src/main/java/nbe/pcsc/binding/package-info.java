/**
 * PC/SC as the operating system has it: contexts, reader states, cards, return codes, behind {@link nbe.pcsc.binding.Pcsc}, whose two
 * implementations are {@code nbe.pcsc.jna} and {@code nbe.pcsc.smartcardio}. Blocks as the service does and decides nothing; the states of
 * readers and cards are in {@code nbe.pcsc}.
 */
package nbe.pcsc.binding;

/**
 * PC/SC readers in, placements of cards out. {@link nbe.pcsc.NfcWatch} has the threads that talk to the PC/SC service through
 * {@link nbe.pcsc.binding.Pcsc} and report; {@link nbe.pcsc.Readers} and what it uses decide on their reports, and touch neither clock,
 * thread nor PC/SC. What an agent or a band is does not belong here.
 */
package nbe.pcsc;

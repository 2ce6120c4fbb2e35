/**
 * PC/SC readers in, placements of cards out. {@link nbe.pcsc.NfcWatch} is the way in; {@link nbe.pcsc.Pcsc} is the seam to
 * the operating system; {@link nbe.pcsc.Placements} and {@link nbe.pcsc.Desk} decide and touch neither clock nor thread.
 */
package nbe.pcsc;

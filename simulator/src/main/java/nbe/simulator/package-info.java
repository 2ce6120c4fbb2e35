/**
 * The far side of the air: a virtual BLED112 ({@link nbe.simulator.SimulatedAdapter}) that any BGAPI host can use through a
 * pseudo-terminal ({@link nbe.simulator.SimulatedDongle}), virtual bands and a crowd of foreign devices on a virtual
 * {@link nbe.simulator.Air}, scripted by a {@link nbe.simulator.Scene}, and virtual NFC cards for the vpcd reader
 * ({@link nbe.simulator.VirtualReaderSlot}).
 *
 * <p>It knows BGAPI and the band's advertisement, and nothing of the daemon that will meet them. Everything but the edges
 * (pseudo-terminal, thread, socket) is single-threaded, takes the time as an argument and its chance from one seed.
 */
package nbe.simulator;

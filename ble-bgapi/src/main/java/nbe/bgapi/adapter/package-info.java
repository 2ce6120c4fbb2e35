/**
 * Drives the attached dongles: a thread a port that reads, frames and writes, performs the effects of its machine and counts. The fleet
 * is the way in; the probe checks dongles for {@code nbe doctor}. Decisions belong in {@code nbe.bgapi.machine}, system calls in
 * {@code nbe.bgapi.port}.
 */
package nbe.bgapi.adapter;

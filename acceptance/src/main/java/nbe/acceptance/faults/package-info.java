/**
 * {@code acceptance/faults}: provokes every fault of dongle, port, reader, service and agent, and prints what the daemon does about
 * it. What runs for hours over a bad network is in {@code loss}.
 */
package nbe.acceptance.faults;

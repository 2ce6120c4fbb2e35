/**
 * {@code acceptance/loss}: the daemon on a bad network with an agent that dies, every tap counted. Single faults, provoked one at a
 * time, are in {@code faults}.
 */
package nbe.acceptance.loss;

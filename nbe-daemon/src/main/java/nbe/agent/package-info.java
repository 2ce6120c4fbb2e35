/**
 * The way to the agent, assembled: which protocol is spoken over which connection, and the probe that {@code nbe doctor} runs. The parts
 * are in the packages below: link, tls, net, phoenix.
 */
package nbe.agent;

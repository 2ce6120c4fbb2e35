/**
 * Certificates, keys and trust: reads PEM files and the system's store, checks the agent's certificate, and puts the failure of a
 * handshake into words. No socket and no event loop.
 */
package nbe.agent.tls;

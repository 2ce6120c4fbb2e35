/**
 * What the tests of several modules share: waiting, log lines, pcscd, certificates, processes, an agent and a WebSocket client.
 * What only one module's tests use stays with them; what needs a class of the product does not belong here.
 */
package nbe.testing;

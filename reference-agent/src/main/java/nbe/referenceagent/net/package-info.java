/**
 * The listening socket, TLS, HTTP and WebSocket sessions, on Netty; access rules and limits.
 */
package nbe.referenceagent.net;

/**
 * The sockets, on Netty's thread {@code agent-io}: name look-ups, the race of addresses, the tunnel through a proxy, TLS, the WebSocket
 * upgrade and its frames. Decides nothing about when to connect again: that is {@code nbe.agent.link}.
 */
package nbe.agent.net;

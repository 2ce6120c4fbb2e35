/**
 * The link to the agent, without network code: the state machine that decides when to connect, ping, close and reconnect, the back-off, the
 * causes why a connection ended, and the interfaces of transport and protocol. The core calls it on its own thread. Sockets, TLS and Netty
 * are in {@code nbe.agent.net}.
 */
package nbe.agent.link;

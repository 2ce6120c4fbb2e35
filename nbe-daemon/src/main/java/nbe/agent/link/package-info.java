/**
 * When to connect, to keep and to give up: the machine of the link with its states, the back-off, the causes of an end, and the interfaces
 * of transport and link. On the core's thread; no socket, no TLS and no Netty.
 */
package nbe.agent.link;

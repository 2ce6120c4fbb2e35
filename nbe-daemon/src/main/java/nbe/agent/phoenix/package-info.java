/**
 * Phoenix channels over a link: joining, heartbeats, references and replies. On the core's thread; knows no socket and no meaning of a
 * message.
 */
package nbe.agent.phoenix;

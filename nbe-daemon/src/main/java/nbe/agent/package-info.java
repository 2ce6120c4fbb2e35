/** The link to the agent: when to connect (pure), and the connection itself (Netty). */
package nbe.agent;

/**
 * The messages as this agent reads and writes them: the envelope, its fields and values, and what is wrong with a malformed one. Its own
 * reading of docs/protocol.md; it shares no code with the daemon.
 */
package nbe.referenceagent.message;

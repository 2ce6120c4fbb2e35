/**
 * Connects endpoints with NEAs: presence lists, subscriptions, and the messages that pass between them. It uses no socket: it sends to
 * a recipient.
 */
package nbe.referenceagent.switchboard;

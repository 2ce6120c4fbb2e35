/**
 * Who hears what: endpoints and NEAs, their presence lists and subscriptions, and the events that pass between them. No socket: a side sends
 * through an recipient.
 */
package nbe.referenceagent.switchboard;

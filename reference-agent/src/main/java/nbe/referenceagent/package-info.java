/**
 * A reference agent for trying the endpoint: {@link nbe.referenceagent.ReferenceAgent} is the way in and puts the packages below
 * together. It is a stand-in and no product of Nymi's; it shares no code with the daemon.
 */
package nbe.referenceagent;

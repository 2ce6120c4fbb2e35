/**
 * Phoenix channels as the server speaks them: frames, joins, replies; hands the messages inside to a conversation.
 */
package nbe.referenceagent.phoenix;

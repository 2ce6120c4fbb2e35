package nbe.referenceagent.net;

import io.netty.channel.group.ChannelGroup;

/**
 * What all connections of one agent share.
 *
 * @param clients the open channels, for the close frames at the end
 */
public record SharedState(Keepalive keepalive, ChannelGroup clients, UnsentBytes unread, FatalErrors fatal) {}

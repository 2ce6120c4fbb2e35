package nbe.referenceagent.net;

import io.netty.channel.group.ChannelGroup;

/** What all connections of one agent have in common. */
public record Common(Keepalive keepalive, ChannelGroup clients, Unread unread, FatalErrors fatal) {}

package nbe.referenceagent;

import io.netty.channel.group.ChannelGroup;

/** What all connections of one agent have in common. */
record Common(Keepalive keepalive, ChannelGroup clients, Unread unread, FatalErrors fatal) {}

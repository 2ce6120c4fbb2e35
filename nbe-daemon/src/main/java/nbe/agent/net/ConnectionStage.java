package nbe.agent.net;

import io.netty.channel.ChannelHandlerContext;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import nbe.agent.link.LinkCause;
import nbe.agent.link.LinkCause.Kind;

/**
 * How far a connection has come. A stage holds what belongs to it and does what is due in it; what it does not expect it ignores. On the
 * event loop.
 *
 * <p>Stage × event → stage. An empty field: nothing changes. Every stage but the last ends in {@link EndedStage} when the attempt takes
 * too long, or on {@code abort}.
 *
 * <pre>
 *              | found | connected            | tunnelled     | secured | upgraded | refused | broken
 * -------------+-------+----------------------+---------------+---------+----------+---------+-------
 * LookUpStage  | Tcp   |                      |               |         |          |         |
 * TcpStage     |       | Tunnel, Tls, Upgrade |               |         |          |         | Ended
 * TunnelStage  |       |                      | Tls, Upgrade  |         |          | Ended   | Ended
 * TlsStage     |       |                      |               | Upgrade |          |         | Ended
 * UpgradeStage |       |                      |               |         | Open     | Ended   | Ended
 * OpenStage    |       |                      |               |         |          |         | Ended
 * EndedStage   |       |                      |               |         |          |         |
 * </pre>
 */
sealed interface ConnectionStage
        permits LookUpStage, TcpStage, TunnelStage, TlsStage, UpgradeStage, OpenStage, EndedStage {
    /** What this stage waits for, with a place for where: "TCP to %s". */
    String awaits();

    /** Where, in a sentence. */
    String where();

    /** What can be said of an answer that has not come, or not come to its end. */
    default String progress() {
        return "";
    }

    /** The kind of failure if the attempt takes too long in this stage. */
    default Kind timeout() {
        return Kind.TIMEOUT;
    }

    /** What the look-up of this attempt found; empty if its answer came from an earlier one. */
    default List<InetAddress> foundAnew() {
        return List.of();
    }

    /** The TCP connection, if there is one. */
    default Optional<TcpPath> path() {
        return Optional.empty();
    }

    /** The connection ends in this stage, for whatever reason: releases what belongs to the stage. */
    default void abandoned() {}

    /** The proxy opened the tunnel. */
    default void tunnelled() {}

    /** The TLS handshake is done, chain and name are right. Returns whether to continue. */
    default boolean secured() {
        return false;
    }

    /** The WebSocket handshake is done. */
    default void upgraded(ChannelHandlerContext upgrade) {}

    /**
     * The other side refuses.
     *
     * @param mark see {@link LinkCause}
     */
    default void refused(String mark, String text) {}

    /** TCP ended; {@code cause} is null if it simply ended. */
    default void broken(Throwable cause) {}

    /** The frames of the open WebSocket. */
    default Optional<FrameHandler> frames() {
        return Optional.empty();
    }
}

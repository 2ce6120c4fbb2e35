package nbe.agent.net;

import java.util.Optional;

/** The WebSocket is open. */
record OpenStage(AgentConnection connection, TcpPath tcp, FrameHandler frameHandler) implements ConnectionStage {
    @Override
    public void broken(Throwable cause) {
        connection.abort(tcp.tls()
                .flatMap(tls -> LinkFailures.tls(cause, connection.parts().tlsFailure(tls), where()))
                .orElseGet(() -> LinkFailures.ended(this, cause, "")));
    }

    /** Nothing more: every sentence about an open connection does without it. */
    @Override
    public String awaits() {
        return "";
    }

    @Override
    public String where() {
        return connection.parts().agentAt(tcp);
    }

    @Override
    public Optional<TcpPath> path() {
        return Optional.of(tcp);
    }

    @Override
    public Optional<FrameHandler> frames() {
        return Optional.of(frameHandler);
    }
}

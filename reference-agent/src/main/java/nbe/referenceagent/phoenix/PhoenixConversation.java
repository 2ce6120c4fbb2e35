package nbe.referenceagent.phoenix;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import nbe.base.Printable;
import nbe.referenceagent.message.EndpointMessages;
import nbe.referenceagent.message.MalformedMessage;
import nbe.referenceagent.message.Message;
import nbe.referenceagent.switchboard.Conversation;
import nbe.referenceagent.switchboard.Recipient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The conversation with a client that uses Phoenix channels: the client joins and leaves topics, and each topic has a conversation
 * of its own. A topic is {@code endpoint:} and an endpoint's id; an event is an operation, its payload the envelope. On Netty's
 * event loop.
 */
public final class PhoenixConversation implements Conversation {
    /** Topics at a time; Phoenix has the same bound. */
    public static final int TOPICS_AT_MOST = 100;

    private static final Logger LOG = LoggerFactory.getLogger("refagent");
    private static final String PREFIX = "endpoint:";
    private static final int NOT_UNDERSTOOD = 1007;

    private final Recipient recipient;
    private final Function<Recipient, Conversation> newConversation;
    private final Map<String, Channel> channels = new HashMap<>();

    /** @param newConversation makes the conversation of each topic */
    public PhoenixConversation(Recipient recipient, Function<Recipient, Conversation> newConversation) {
        this.recipient = recipient;
        this.newConversation = newConversation;
    }

    /** A topic that was joined. */
    private final class Channel implements Recipient {
        private final JsonNode joinRef;
        private final String topic;
        private final Conversation conversation;

        Channel(PhoenixFrame join) {
            joinRef = join.joinRef();
            topic = join.topic();
            conversation = newConversation.apply(this);
        }

        @Override
        public String remote() {
            return recipient.remote();
        }

        @Override
        public boolean send(String message) {
            try {
                JsonNode envelope = Message.tree(message);
                return recipient.send(PhoenixFrame.text(
                        joinRef,
                        Message.none(),
                        topic,
                        envelope.path("operation").stringValue(),
                        envelope));
            } catch (MalformedMessage e) {
                throw new IllegalStateException("not a message: " + message, e);
            }
        }

        /** Ends the topic; the connection stays. */
        @Override
        public void close(int code, String reason) {
            if (channels.remove(topic, this)) {
                recipient.send(PhoenixFrame.text(joinRef, joinRef, topic, "phx_close", Message.empty()));
                conversation.ended(reason);
            }
        }
    }

    @Override
    public void opened() {
        // The client joins first.
    }

    @Override
    public void received(String text) {
        Optional<PhoenixFrame> read = PhoenixFrame.parse(text);
        if (read.isEmpty()) {
            recipient.close(NOT_UNDERSTOOD, "not a message of Phoenix channels " + PhoenixFrame.VERSION);
            return;
        }
        PhoenixFrame frame = read.get();
        Channel channel = channels.get(frame.topic());
        if (frame.topic().equals("phoenix") && frame.event().equals("heartbeat")) {
            recipient.send(frame.reply(Message.none(), "ok", Message.empty()));
        } else if (frame.event().equals("phx_join")) {
            join(frame, channel);
        } else if (frame.event().equals("phx_leave")) {
            JsonNode joinRef = channel == null ? frame.joinRef() : channel.joinRef;
            recipient.send(frame.reply(joinRef, "ok", Message.empty()));
            if (channel != null) {
                channel.close(1000, "left");
            }
        } else if (channel == null) {
            refuse(frame, Message.none(), "unmatched topic");
        } else if (!frame.joinRef().isNull() && !frame.joinRef().equals(channel.joinRef)) {
            LOG.debug("{} said something to an earlier join of {}", remote(), Printable.bounded(frame.topic()));
        } else {
            message(frame, channel);
        }
    }

    private void join(PhoenixFrame frame, Channel before) {
        String id = idOf(frame.topic());
        if (!EndpointMessages.ID.matcher(id).matches()) {
            refuse(frame, frame.joinRef(), "unmatched topic");
            return;
        }
        if (before != null) {
            before.close(1000, "joined anew");
        }
        if (channels.size() >= TOPICS_AT_MOST) {
            refuse(frame, frame.joinRef(), "too many channels joined");
            return;
        }
        Channel channel = new Channel(frame);
        channels.put(frame.topic(), channel);
        recipient.send(frame.reply(frame.joinRef(), "ok", Message.empty()));
        channel.conversation.opened();
    }

    private void message(PhoenixFrame frame, Channel channel) {
        if (!(frame.payload() instanceof ObjectNode payload)) {
            refuse(frame, channel.joinRef, "the payload is the envelope, an object");
            return;
        }
        String id = payload.path("payload").path("endpoint_id").asString("");
        if (frame.event().equals("endpoint") && !id.equals(idOf(frame.topic()))) {
            refuse(frame, channel.joinRef, "endpoint_id is not that of the topic");
            return;
        }
        channel.conversation.received(Message.write(payload.deepCopy().put("operation", frame.event())));
        recipient.send(frame.reply(channel.joinRef, "ok", Message.empty()));
    }

    private static String idOf(String topic) {
        return topic.startsWith(PREFIX) ? topic.substring(PREFIX.length()) : "";
    }

    private void refuse(PhoenixFrame frame, JsonNode joinRef, String reason) {
        LOG.debug("{} is refused {}: {}", remote(), Printable.bounded(frame.event()), reason);
        recipient.send(frame.reply(joinRef, "error", Message.empty().put("reason", reason)));
    }

    private String remote() {
        return recipient.remote();
    }

    @Override
    public void ended(String why) {
        List<Channel> left = List.copyOf(channels.values());
        channels.clear();
        left.forEach(channel -> channel.conversation.ended(why));
    }
}

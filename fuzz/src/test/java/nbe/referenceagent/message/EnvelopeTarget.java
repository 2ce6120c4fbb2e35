package nbe.referenceagent.message;

import java.nio.charset.StandardCharsets;
import nbe.fuzz.Check;

/** Any text as a message to the reference agent: the agent rejects it, or reads it and writes the same again. */
public final class EnvelopeTarget {
    private EnvelopeTarget() {}

    public static void fuzzerTestOneInput(byte[] data) throws MalformedMessage {
        Message message;
        try {
            message = Message.parse(new String(data, StandardCharsets.UTF_8));
        } catch (MalformedMessage e) {
            Message answer = Message.parse(e.answer());
            Check.equal("error", answer.operation(), "operation");
            Check.equal(Message.MALFORMED, answer.status(), "status");
            return;
        }
        String written = Message.text(
                message.operation(), message.exchange(), message.payload(), message.status(), message.error());
        Message again = Message.parse(written);
        Check.equal(message.operation(), again.operation(), "operation");
        Check.equal(message.exchange(), again.exchange(), "exchange");
        Check.equal(message.payload(), again.payload(), "payload");
        Check.equal(message.status(), again.status(), "status");
        Check.equal(message.error(), again.error(), "error");
        Check.equal(
                written,
                Message.text(again.operation(), again.exchange(), again.payload(), again.status(), again.error()),
                "text");
        Message refusal = Message.parse(message.refusal(Message.NOT_FOUND, "Unknown operation", message.operation()));
        Check.equal(message.exchange(), refusal.exchange(), "exchange of the refusal");
    }
}

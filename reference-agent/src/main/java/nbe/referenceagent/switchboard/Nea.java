package nbe.referenceagent.switchboard;

/** One connected NEA. */
final class Nea {
    final Recipient recipient;
    /** The endpoint to which it is subscribed; null before {@code subscribe_endpoint}. */
    Endpoint endpoint;

    Nea(Recipient recipient) {
        this.recipient = recipient;
    }
}

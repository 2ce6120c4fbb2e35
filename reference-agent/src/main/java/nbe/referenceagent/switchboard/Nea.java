package nbe.referenceagent.switchboard;

/** One connected NEA. */
final class Nea {
    final Recipient recipient;
    /** The endpoint to which it is subscribed; null before {@code subscribe_endpoint}. */
    Endpoint endpoint;
    /** What it called that endpoint: its {@code endpoint_id}, or its IP address. */
    String asked;

    Nea(Recipient recipient) {
        this.recipient = recipient;
    }
}

package nbe.endpoint;

/**
 * What the endpoint says of itself in the first message of every connection (docs/protocol.md, section 4.3).
 *
 * @param endpointId the key {@code endpoint_id}
 * @param version of this program
 * @param platform operating system, its version and the processor, as in {@code Linux 6.1.0 amd64}
 */
public record Identity(String endpointId, String version, String platform) {}

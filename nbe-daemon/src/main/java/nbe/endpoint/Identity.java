package nbe.endpoint;

/**
 * Who this endpoint is: the first message on every connection (contract section 4).
 *
 * @param endpointId the key {@code endpoint_id}
 * @param version of this program
 * @param platform operating system, its version and the processor, as in {@code Linux 6.1.0 amd64}
 */
public record Identity(String endpointId, String version, String platform) {}

package nbe.referenceagent.switchboard;

import java.util.Map;
import java.util.Optional;
import nbe.referenceagent.directory.Directory;
import nbe.referenceagent.message.BandAddress;
import nbe.referenceagent.message.Message;
import tools.jackson.databind.JsonNode;

/**
 * Answers the operation {@code assert_identity} of NEAs (docs/protocol.md). No directory has keys of bands yet, so no band can prove
 * itself: a known one gets {@value Message#NO_KEY}.
 */
final class Assertion {
    private Assertion() {}

    /** @param endpoint to which the NEA is subscribed; empty: to none */
    static String answer(Message request, Directory directory, Optional<Endpoint> endpoint) {
        JsonNode device = request.payload().path("device");
        Optional<String> band = device.isString() ? BandAddress.read(device.stringValue()) : Optional.empty();
        if (band.isEmpty()) {
            return request.refusal(
                    Message.MALFORMED,
                    "Malformed message",
                    "assert_identity: 'device' is a string such as C2:FA:D7:F0:D7:96");
        }
        boolean known = endpoint.filter(here -> here.knows(band.get())).isPresent()
                || directory
                        .find(Map.of(Directory.Key.NYMI_BAND_ID, band.get()))
                        .isPresent();
        return known
                ? request.refusal(
                        Message.NO_KEY,
                        "Identity not asserted",
                        "The directory has no key of the band " + band.get() + ": it cannot prove itself")
                : request.refusal(
                        Message.NOT_FOUND,
                        "Not found",
                        "The band " + band.get() + " is neither in the directory nor known to the endpoint");
    }
}

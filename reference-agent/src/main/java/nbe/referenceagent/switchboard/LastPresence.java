package nbe.referenceagent.switchboard;

import nbe.referenceagent.message.BandAddress;
import nbe.referenceagent.message.Message;
import nbe.referenceagent.message.NeaMessages;
import nbe.referenceagent.message.Presence;
import tools.jackson.databind.JsonNode;

/** Answers the operation {@code presence} of NEAs: the last presence is sent again, with the exchange of the request. */
final class LastPresence {
    private LastPresence() {}

    /** The presence of the band that the payload names, or of all. */
    static void sendAgain(Nea nea, Message message) {
        JsonNode device = message.payload().path("device");
        if (device.isMissingNode() || device.isNull()) {
            if (nea.endpoint != null) {
                for (Presence presence : nea.endpoint.all()) {
                    if (!nea.recipient.send(message.answer(NeaMessages.payload(presence)))) {
                        return;
                    }
                }
            }
            return;
        }
        if (!device.isString()) {
            nea.recipient.send(message.refusal(
                    Message.MALFORMED,
                    "Malformed message",
                    "presence: 'device' is a string such as C2:FA:D7:F0:D7:96"));
            return;
        }
        String band = BandAddress.read(device.stringValue()).orElse(device.stringValue());
        Presence last = nea.endpoint == null ? Presence.unknown(band) : nea.endpoint.last(band);
        nea.recipient.send(message.answer(NeaMessages.payload(last)));
    }
}

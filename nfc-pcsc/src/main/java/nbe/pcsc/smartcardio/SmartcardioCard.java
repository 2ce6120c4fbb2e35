package nbe.pcsc.smartcardio;

import java.util.Optional;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;
import nbe.pcsc.binding.PcscCard;
import nbe.pcsc.binding.PcscCode;
import nbe.pcsc.binding.PcscException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A card that a terminal has connected to. */
final class SmartcardioCard implements PcscCard {
    private static final Logger LOG = LoggerFactory.getLogger("pcsc");

    private final Card card;

    SmartcardioCard(Card card) {
        this.card = card;
    }

    @Override
    public Optional<ResponseAPDU> transmit(CommandAPDU command) throws PcscException {
        try {
            return Optional.of(card.getBasicChannel().transmit(command));
        } catch (CardException e) {
            throw ProviderErrors.of("CardChannel.transmit", e);
        } catch (IllegalStateException e) { // what javax.smartcardio says of a card that it knows to be gone
            throw PcscException.of(PcscCode.REMOVED_CARD, "CardChannel.transmit: " + e.getMessage());
        } catch (IllegalArgumentException e) { // ResponseAPDU takes no answer shorter than a status word
            LOG.debug("CardChannel.transmit: {}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            card.disconnect(false);
        } catch (CardException e) {
            LOG.trace("Card.disconnect: {}", ProviderErrors.deepest(e));
        }
    }
}

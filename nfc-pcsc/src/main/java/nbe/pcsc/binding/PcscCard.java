package nbe.pcsc.binding;

import java.util.Optional;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;

/** A connection to one card. Belongs to the thread of its context. */
public interface PcscCard extends AutoCloseable {

    /** One command and its answer (SCardTransmit); empty if the answer has less than the two bytes of a status word. */
    Optional<ResponseAPDU> transmit(CommandAPDU command) throws PcscException;

    /** Disconnects and leaves the card as it is; a card or service that is gone already is no error. */
    @Override
    void close();
}

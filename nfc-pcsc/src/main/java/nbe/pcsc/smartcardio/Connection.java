package nbe.pcsc.smartcardio;

import java.util.List;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import nbe.pcsc.binding.PcscException;

/** A connection of the provider to the service. Belongs to one thread. */
interface Connection {
    /** The terminals that the service lists now. */
    List<CardTerminal> terminals() throws CardException;

    /** It is used no longer. */
    default void close() {}

    /** Makes connections; any thread. */
    @FunctionalInterface
    interface Maker {
        /** A connection that answers, or the reason why there is none. */
        Connection connect() throws PcscException;
    }
}

package nbe.pcsc.smartcardio;

import java.security.Provider;
import java.util.List;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import nbe.pcsc.binding.PcscException;
import nbe.pcsc.binding.Recovery;

/**
 * What a provider gives by {@code javax.smartcardio} alone. Whether its factories share a connection to the service, and whether a new
 * factory gets a new one, is the provider's own business.
 */
record SharedConnection(CardTerminals ofProvider) implements Connection {
    private static final String LOST =
            "the connection to the PC/SC service is lost, and this Java runtime cannot make another:"
                    + " restart the endpoint, or write [nfc] binding = \"native\"";

    static Connection connect(Provider provider) throws PcscException {
        SharedConnection connection = new SharedConnection(SmartcardioPcsc.terminals(provider));
        try {
            connection.terminals();
        } catch (CardException e) {
            PcscException failure = ProviderErrors.of("CardTerminals.list", e);
            if (failure.code().recovery() != Recovery.READER_GONE) {
                throw failure.code().recovery() == Recovery.NEW_CONTEXT ? failure.saying(LOST) : failure;
            }
        }
        return connection;
    }

    @Override
    public List<CardTerminal> terminals() throws CardException {
        return ofProvider.list();
    }
}

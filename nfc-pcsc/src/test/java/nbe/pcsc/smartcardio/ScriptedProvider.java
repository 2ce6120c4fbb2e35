package nbe.pcsc.smartcardio;

import java.io.Serial;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.smartcardio.ATR;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactorySpi;

/** A provider of {@code javax.smartcardio} that is not SunPCSC and comes first, until it is closed. Its terminals do what the test says. */
public final class ScriptedProvider extends Provider implements AutoCloseable {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Terminals by name; true: a card is there. */
    final transient Map<String, Boolean> cards = new TreeMap<>();

    /** What {@code list} fails with, if anything; {@code null}: it does not. */
    transient String failure;

    /** What each look does besides. */
    transient Runnable atEachLook = () -> {};

    transient int looks;
    transient List<String> protocols = new ArrayList<>();

    /** Takes the first place. */
    public ScriptedProvider() {
        super("Scripted", "1", "terminals of a test");
        putService(new Service(this, "TerminalFactory", "PC/SC", "none", null, null) {
            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                if ("no service".equals(failure)) {
                    throw new NoSuchAlgorithmException("Error constructing", failed("SCARD_E_NO_SERVICE"));
                }
                return new TerminalFactorySpi() {
                    @Override
                    protected CardTerminals engineTerminals() {
                        return terminals();
                    }
                };
            }
        });
        Security.insertProviderAt(this, 1);
    }

    private static CardException failed(String message) {
        return new CardException("failed", new IllegalStateException(message));
    }

    CardTerminals terminals() {
        return new CardTerminals() {
            @Override
            public List<CardTerminal> list(State state) throws CardException {
                if (failure != null) {
                    throw failed(failure);
                }
                return cards.keySet().stream()
                        .map(ScriptedProvider.this::terminal)
                        .toList();
            }

            @Override
            public boolean waitForChange(long timeout) {
                throw new AssertionError("nobody waits in the provider");
            }
        };
    }

    private CardTerminal terminal(String name) {
        return new CardTerminal() {
            @Override
            public String getName() {
                return name;
            }

            @Override
            public Card connect(String protocol) throws CardException {
                protocols.add(protocol);
                throw failed(cards.get(name) ? "SCARD_W_UNRESPONSIVE_CARD" : "SCARD_E_NO_SMARTCARD");
            }

            @Override
            public boolean isCardPresent() throws CardException {
                looks++;
                atEachLook.run();
                if (!cards.containsKey(name)) {
                    throw failed("SCARD_E_UNKNOWN_READER");
                }
                return cards.get(name);
            }

            @Override
            public boolean waitForCardPresent(long timeout) {
                throw new AssertionError("nobody waits in the provider");
            }

            @Override
            public boolean waitForCardAbsent(long timeout) {
                throw new AssertionError("nobody waits in the provider");
            }
        };
    }

    /** A card whose channel is this one. */
    static Card card(CardChannel channel) {
        return new Card() {
            @Override
            public ATR getATR() {
                return new ATR(new byte[0]);
            }

            @Override
            public String getProtocol() {
                return "T=1";
            }

            @Override
            public CardChannel getBasicChannel() {
                if (channel == null) {
                    throw new IllegalStateException("Card has been removed");
                }
                return channel;
            }

            @Override
            public CardChannel openLogicalChannel() {
                throw new AssertionError("nobody opens another channel");
            }

            @Override
            public void beginExclusive() {
                throw new AssertionError("cards are shared");
            }

            @Override
            public void endExclusive() {
                throw new AssertionError("cards are shared");
            }

            @Override
            public byte[] transmitControlCommand(int controlCode, byte[] command) {
                throw new AssertionError("nobody controls a reader");
            }

            @Override
            public void disconnect(boolean reset) throws CardException {
                throw failed(reset ? "reset" : "SCARD_E_NO_SERVICE");
            }
        };
    }

    @Override
    public void close() {
        Security.removeProvider(getName());
    }
}

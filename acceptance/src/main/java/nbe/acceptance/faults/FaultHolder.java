package nbe.acceptance.faults;

import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.TerminalFactory;

/** Another program that begins a transaction on a card and keeps it until its standard input ends. */
final class FaultHolder {
    private FaultHolder() {}

    /** @param arguments the reader */
    public static void main(String... arguments) throws CardException, java.io.IOException {
        CardTerminal reader = TerminalFactory.getDefault().terminals().getTerminal(arguments[0]);
        Card card = reader.connect("*");
        card.beginExclusive();
        System.out.println("held");
        int end = System.in.read();
        card.endExclusive();
        card.disconnect(false);
        System.out.println("free " + end);
    }
}

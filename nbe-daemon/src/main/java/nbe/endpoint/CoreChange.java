package nbe.endpoint;

import java.util.function.LongFunction;
import nbe.agent.link.AgentLink;
import nbe.pcsc.NfcSettings;
import nbe.pcsc.Readers;
import nbe.tap.TapSettings;

/** What of a changed configuration the core puts into use. Immutable. */
public sealed interface CoreChange {
    /** Calls the method of {@code handler} for this type. */
    void to(Handler handler, long now);

    /** One method for each change. */
    interface Handler {
        void bands(Bands change, long now);

        void nfc(Nfc change, long now);

        void agent(Agent change, long now);

        void adapters(Adapters change, long now);

        void readers(OtherReaders change, long now);
    }

    /** Presence and taps follow these settings. */
    record Bands(TapSettings settings) implements CoreChange {
        @Override
        public void to(Handler handler, long now) {
            handler.bands(this, now);
        }
    }

    /** What decides on the readers' reports follows these settings; what was warned of and still holds is warned of again. */
    record Nfc(NfcSettings settings) implements CoreChange {
        @Override
        public void to(Handler handler, long now) {
            handler.nfc(this, now);
        }
    }

    /**
     * The agent is reached in another way, or this endpoint has another name there: the connection ends, and the next begins at once.
     *
     * @param link makes the link, once the connection has ended, from the number of connections so far; returns at once
     */
    record Agent(Identity identity, LongFunction<AgentLink> link) implements CoreChange {
        @Override
        public void to(Handler handler, long now) {
            handler.agent(this, now);
        }
    }

    /**
     * All adapters were closed, and others report from now on.
     *
     * @param expected how many the configuration names, at least 1 for "auto"; 0: Bluetooth is switched off
     */
    record Adapters(int expected) implements CoreChange {
        @Override
        public void to(Handler handler, long now) {
            handler.adapters(this, now);
        }
    }

    /** NFC was switched on or off: these decide from now on. */
    record OtherReaders(Readers readers) implements CoreChange {
        @Override
        public void to(Handler handler, long now) {
            handler.readers(this, now);
        }
    }
}

package nbe.endpoint;

import nbe.agent.link.AgentEffect;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.pcsc.Readers;
import nbe.tap.BandEvent;
import nbe.tap.Sighting;

/** Learns what the core takes and decides. All methods are called on the core's thread, so each must return at once. */
public interface CoreObserver {
    /** Nobody learns. */
    CoreObserver NONE = new CoreObserver() {};

    /** A band was heard. */
    default void heard(Sighting sighting) {}

    /** Something happened to an adapter. */
    default void adapter(AdapterEvent event) {}

    /**
     * All adapters were closed, and others report from now on.
     *
     * @param expected how many the configuration names, at least 1 for "auto"; 0: Bluetooth is switched off
     */
    default void adaptersReplaced(int expected) {}

    /** The readers, or what is on them, may have changed. */
    default void readers(Readers readers) {}

    /** Something happened on the link to the agent. */
    default void link(AgentEffect effect) {}

    /** The presence of a band has changed. */
    default void presence(BandEvent.PresenceChanged presence) {}

    /** A tap was decided. */
    default void tapped(Intent intent) {}
}

package nbe.endpoint;

import nbe.agent.link.LinkEvent;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.pcsc.NfcEvent;
import nbe.tap.Sighting;

/** What an edge tells the core. Immutable. */
public sealed interface CoreEvent {
    /** A band was heard: the only kind that may be dropped, and counted, when the core cannot keep up. */
    record Heard(Sighting sighting) implements CoreEvent {}

    /** An adapter changed its state. */
    record FromAdapter(AdapterEvent event) implements CoreEvent {}

    /** A reader or the PC/SC service reported something. */
    record FromReader(NfcEvent event) implements CoreEvent {}

    /** Something happened on the connection to the agent. */
    record FromLink(LinkEvent event) implements CoreEvent {}

    /** The daemon is to end. */
    record Stop() implements CoreEvent {}
}

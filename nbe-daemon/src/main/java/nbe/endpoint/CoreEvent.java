package nbe.endpoint;

import nbe.agent.link.LinkEvent;
import nbe.bgapi.adapter.AdapterEvent;
import nbe.pcsc.ReaderReport;
import nbe.tap.Sighting;

/** What an edge tells the core. Immutable. */
public sealed interface CoreEvent {
    /** A band was heard: the only kind that may be dropped, and counted, when the core cannot keep up. */
    record Heard(Sighting sighting) implements CoreEvent {}

    /** An adapter changed its state. */
    record FromAdapter(AdapterEvent event) implements CoreEvent {}

    /** A thread of the readers reported something. */
    record FromReader(ReaderReport report) implements CoreEvent {}

    /** Something happened on the connection to the agent. */
    record FromLink(LinkEvent event) implements CoreEvent {}

    /** The daemon is to end. */
    record Stop() implements CoreEvent {}
}

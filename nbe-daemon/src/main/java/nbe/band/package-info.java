/**
 * From an advertisement to a sighting: which advertisements are a band's, and what their payload says (docs/protocol.md, "The
 * band's advertisement"). What a sighting means for presence and taps belongs to {@code nbe.tap}, AD structures to
 * {@code nbe.bgapi.wire}.
 */
package nbe.band;

/** From an advertisement to a sighting: which ones are a band's, and what their payload says (contract section 3). */
package nbe.band;

/**
 * Everything that the adapters hear, foreign advertisements included: counts, the devices of the last minute, and a feed of copies for
 * whoever asks to see them ({@code nbe scan}, {@code nbe capture}). What a band's advertisement means belongs to {@code nbe.band}.
 */
package nbe.air;

package nbe.air;

/**
 * Who was heard within the last 60 s.
 *
 * @param devices different addresses, bands included; a phone that changes its address meanwhile counts twice
 * @param bands different bands: one that changes its address, and is named by bytes of its payload, counts once
 * @param atLeast whether there were more than the tables of devices hold, so that both numbers may be too small
 */
public record Census(int devices, int bands, boolean atLeast) {}

package nbe.control.status;

/**
 * Who advertised in the last 60 s.
 *
 * @param devices all, bands included
 */
public record AirRow(int devices, int bands) {}

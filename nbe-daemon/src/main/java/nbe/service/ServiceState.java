package nbe.service;

/**
 * How the service is.
 *
 * @param running whether its process is there
 * @param text a line for a person: what it does, since when, why it does not
 */
public record ServiceState(boolean running, String text) {}

package nbe.service;

import java.util.Optional;

/**
 * How the service is to be installed.
 *
 * @param account the account that it runs under; empty: the one that the package has for it
 */
public record ServiceWish(Optional<String> account) {}

package nbe.tuning;

/**
 * A value for a key of the configuration.
 *
 * @param key as in {@code nbe.toml}
 */
public record Recommended(String key, int dbm) {}

package nbe.config.value;

/** Type of a setting whose value is a text in a TOML file, too: one method, {@link #fromText}, reads it from file and variable. */
interface TextType<T> extends ValueType<T> {
    @Override
    default T fromToml(Object value) throws NotAllowed {
        if (value instanceof String text) {
            return fromText(text);
        }
        throw new NotAllowed("is " + TomlWords.describe(value), allowed());
    }
}

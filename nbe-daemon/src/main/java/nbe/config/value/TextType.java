package nbe.config.value;

/** A type whose value is a text, in a file as in a variable. */
interface TextType<T> extends ValueType<T> {
    @Override
    default T fromToml(Object value) throws NotAllowed {
        if (value instanceof String text) {
            return fromText(text);
        }
        throw new NotAllowed("is " + TomlWords.describe(value), allowed());
    }
}

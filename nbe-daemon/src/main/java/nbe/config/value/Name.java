package nbe.config.value;

/**
 * Type of a setting that holds the name of a reader or a port. The manufacturer or the operating system chooses the name: not empty, no
 * control characters, spaces allowed.
 */
public enum Name implements TextType<String> {
    NOT_EMPTY;

    @Override
    public String allowed() {
        return "a text that is not empty";
    }

    @Override
    public String fromText(String text) throws NotAllowed {
        if (text.isBlank()) {
            throw new NotAllowed("is empty", allowed());
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new NotAllowed(
                    "is " + TomlWords.shortened(text) + " with a control character in it",
                    "a name in single quotes, where backslashes stand for themselves");
        }
        return text;
    }

    @Override
    public String toToml(String value) {
        return TomlWords.quoted(value);
    }
}

package nbe.config.value;

/** Type of a setting that is true or false. */
public enum Flag implements ValueType<Boolean> {
    TRUE_OR_FALSE;

    @Override
    public String allowed() {
        return "true or false";
    }

    @Override
    public Boolean fromToml(Object value) throws NotAllowed {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw new NotAllowed(
                "is " + TomlWords.describe(value),
                value instanceof String ? allowed() + ", without quotation marks" : allowed());
    }

    @Override
    public Boolean fromText(String text) throws NotAllowed {
        return switch (text.strip()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new NotAllowed("is " + TomlWords.shortened(text), allowed());
        };
    }

    @Override
    public String toToml(Boolean value) {
        return value.toString();
    }
}

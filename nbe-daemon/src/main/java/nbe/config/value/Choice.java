package nbe.config.value;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Type of a setting that allows a fixed list of words; each word stands for one value of {@code T}, for example an enum constant. */
public final class Choice<T> implements TextType<T> {
    private final Map<String, T> words = new LinkedHashMap<>();
    private final Function<T, String> word;

    /**
     * @param word the word for a value
     * @param values the values in the order of the error messages
     */
    @SafeVarargs
    public Choice(Function<T, String> word, T... values) {
        this.word = word;
        for (T value : values) {
            words.put(word.apply(value), value);
        }
    }

    @Override
    public String allowed() {
        return words.keySet().stream()
                .map(w -> '"' + w + '"')
                .collect(Collectors.joining(", ", "one of the texts ", ""));
    }

    @Override
    public T fromText(String text) throws NotAllowed {
        T value = words.get(text);
        if (value == null) {
            throw new NotAllowed("is " + TomlWords.shortened(text), allowed());
        }
        return value;
    }

    @Override
    public String toToml(T value) {
        return TomlWords.quoted(word.apply(value));
    }
}

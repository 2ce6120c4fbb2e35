package nbe.config.value;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.tomlj.TomlArray;

/**
 * Type of a setting that holds a list, for example the reader names of {@code [nfc] readers}: an array in a TOML file, a text with commas
 * between the elements in an environment variable. Constants of {@code Setting} and the type {@link Ports} use it; the readers of
 * configuration files and variables call it. The list keeps the first of equal elements.
 *
 * @param elements type of the elements
 * @param allowed the allowed values, in words that follow "allowed:" in an error message
 * @param mayBeEmpty whether the empty list is allowed
 */
public record ListOf<T>(ValueType<T> elements, String allowed, boolean mayBeEmpty) implements ValueType<List<T>> {

    @Override
    public List<T> fromToml(Object value) throws NotAllowed {
        if (!(value instanceof TomlArray array)) {
            throw new NotAllowed("is " + TomlWords.describe(value), allowed);
        }
        Set<T> list = new LinkedHashSet<>();
        for (int i = 0; i < array.size(); i++) {
            try {
                list.add(elements.fromToml(array.get(i)));
            } catch (NotAllowed e) {
                throw new NotAllowed("holds an element that " + e.wrong(), allowed).inElement(i);
            }
        }
        return complete(list);
    }

    @Override
    public List<T> fromText(String text) throws NotAllowed {
        Set<T> list = new LinkedHashSet<>();
        if (!text.isBlank()) {
            for (String part : text.split(",", -1)) {
                try {
                    list.add(elements.fromText(part.strip()));
                } catch (NotAllowed e) {
                    throw new NotAllowed("holds an element that " + e.wrong(), allowed);
                }
            }
        }
        return complete(list);
    }

    private List<T> complete(Set<T> list) throws NotAllowed {
        if (list.isEmpty() && !mayBeEmpty) {
            throw new NotAllowed("is empty", allowed);
        }
        return List.copyOf(new ArrayList<>(list));
    }

    @Override
    public String toToml(List<T> value) {
        return value.stream().map(elements::toToml).collect(Collectors.joining(", ", "[", "]"));
    }
}

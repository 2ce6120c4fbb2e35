package nbe.control.net;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request as a {@link Route.Action} sees it. Immutable.
 *
 * @param query the parameters of the URL, decoded
 * @param accept the header {@code Accept}; empty without one
 * @param body UTF-8; empty without one
 */
public record ControlRequest(Map<String, List<String>> query, String accept, String body) {
    /** A request that accepts anything. */
    public ControlRequest(Map<String, List<String>> query, String body) {
        this(query, "", body);
    }

    /**
     * The one value of a parameter.
     *
     * @throws BadRequest if it is given twice
     */
    public Optional<String> parameter(String name) throws BadRequest {
        List<String> values = query.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new BadRequest(name + " is given " + values.size() + " times; allowed is once");
        }
        return values.stream().findFirst();
    }

    /**
     * The parameter as a whole number.
     *
     * @param least the smallest that is allowed
     * @param most the largest that is allowed
     * @throws BadRequest if it is no whole number from {@code least} to {@code most}
     */
    public Optional<Integer> number(String name, int least, int most) throws BadRequest {
        Optional<String> text = parameter(name);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return Optional.of(number);
            }
        } catch (NumberFormatException noNumber) {
            // as a number out of range
        }
        throw new BadRequest(name + " is \"" + text.get() + "\"; allowed is a whole number, " + least + " to " + most);
    }

    /**
     * Rejects parameters that nobody reads.
     *
     * @throws BadRequest if there is any other
     */
    public void allowOnly(String... names) throws BadRequest {
        Set<String> known = Set.of(names);
        for (String name : query.keySet()) {
            if (!known.contains(name)) {
                throw new BadRequest("unknown parameter \"" + name + "\"; allowed: "
                        + (names.length == 0 ? "none" : String.join(", ", names)));
            }
        }
    }
}

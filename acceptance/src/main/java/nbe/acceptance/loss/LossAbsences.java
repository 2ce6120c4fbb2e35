package nbe.acceptance.loss;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import nbe.acceptance.loss.LossCount.Window;
import tools.jackson.databind.ObjectMapper;

/** The times in which the NEA of {@code acceptance/loss --reference} was not subscribed: the agent owed it nothing. Pure. */
final class LossAbsences {
    private LossAbsences() {}

    /**
     * From the beginning, each death and each lost connection until the next answer to a subscription.
     *
     * @param messages all that the NEA recorded, in all its lives
     * @param deaths of the NEA and of its agent, ns
     */
    static List<Window> of(List<LossRecord.Message> messages, List<Long> deaths, long begin, ObjectMapper json) {
        TreeSet<Long> subscribed = new TreeSet<>();
        List<Long> lost = new ArrayList<>(deaths);
        lost.add(begin);
        for (LossRecord.Message message : messages) {
            String operation = json.readTree(message.text()).path("operation").asString("");
            if (operation.equals(LossNea.SUBSCRIBE)) {
                subscribed.add(message.atNanos());
            } else if (operation.equals(LossNea.GONE)) {
                lost.add(message.atNanos());
            }
        }
        return lost.stream()
                .map(from -> {
                    Long back = subscribed.higher(from);
                    return new Window(from, back == null ? Long.MAX_VALUE : back);
                })
                .toList();
    }
}

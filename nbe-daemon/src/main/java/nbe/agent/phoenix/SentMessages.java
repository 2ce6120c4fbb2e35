package nbe.agent.phoenix;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The newest messages that a join has sent, so that their replies can be attributed; older ones are forgotten. */
final class SentMessages {
    /** Far more than can be unanswered: the core confirms its frames by pings. */
    static final int CAPACITY = 256;

    private final Map<String, String> operations = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > CAPACITY;
        }
    };

    void add(String ref, String operation) {
        operations.put(ref, operation);
    }

    /** The operation of the message with this reference; each is answered once. */
    Optional<String> take(String ref) {
        return Optional.ofNullable(operations.remove(ref));
    }
}

package nbe.control.net;

import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a listener answers: each path with its methods. Immutable. */
public final class Routes {
    private final Map<String, Map<HttpMethod, Route.Action>> byPath = new LinkedHashMap<>();

    /**
     * Puts routes together.
     *
     * @throws IllegalArgumentException if two have one path and method
     */
    public Routes(List<Route> routes) {
        for (Route route : routes) {
            Route.Action before = byPath.computeIfAbsent(route.path(), path -> new LinkedHashMap<>())
                    .putIfAbsent(route.method(), route.action());
            if (before != null) {
                throw new IllegalArgumentException("two routes for " + route.method() + " " + route.path());
            }
        }
    }

    boolean hasPath(String path) {
        return byPath.containsKey(path);
    }

    /** The action; HEAD is answered where GET is. Empty: the path does not allow the method. */
    Optional<Route.Action> action(HttpMethod method, String path) {
        Map<HttpMethod, Route.Action> actions = byPath.getOrDefault(path, Map.of());
        return Optional.ofNullable(actions.get(method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method));
    }

    /** The methods of a path, as in the header Allow. */
    String allowed(String path) {
        List<String> names = new ArrayList<>();
        for (HttpMethod method : byPath.getOrDefault(path, Map.of()).keySet()) {
            names.add(method.name());
            if (method.equals(HttpMethod.GET)) {
                names.add(HttpMethod.HEAD.name());
            }
        }
        return String.join(", ", names);
    }

    /** All paths, as in {@code "/v1/status, /v1/events"}. */
    String paths() {
        return String.join(", ", byPath.keySet());
    }
}

package nbe.acceptance.conformance;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import nbe.testing.RigFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code acceptance/conformance}: the daemon's WebSocket client against the Autobahn test suite. */
@Command(
        name = "conformance",
        mixinStandardHelpOptions = true,
        description =
                "Runs the daemon's WebSocket client against a fuzzing server of the Autobahn test suite, and prints what"
                        + " the suite says of it. What the endpoint refuses by design (binary messages, messages over 64 KiB) must"
                        + " be refused with the right close code. Ends with 1 if any case is another than it should be.")
public final class Conformance implements Callable<Integer> {
    private static final String AGENT = "nbe";
    private static final Set<String> GOOD = Set.of("OK", "NON-STRICT", "INFORMATIONAL");

    /** Cases that the endpoint refuses by design, and its close code (docs/protocol.md, "Anything else"). */
    private static final List<ByDesign> REFUSED = List.of(
            // binary messages
            new ByDesign(Pattern.compile("1\\.2\\..*|9\\.(2|4|6|8)\\..*"), 1003),
            // messages over 64 KiB, also binary ones: the client checks the length first
            new ByDesign(Pattern.compile("9\\.[1-6]\\..*"), 1009));

    /**
     * How often failed cases are repeated, and printed as repeated: the suite gives a case one second, which a busy machine exceeds,
     * and it omits a case from its report if it was still writing megabytes into it.
     */
    private static final int ROUNDS_MORE = 3;

    private static final Map<String, String> GROUPS = groups();

    @Option(names = "--server", paramLabel = "URL", required = true, description = "The fuzzing server.")
    private URI server;

    @Option(
            names = "--reports",
            paramLabel = "DIRECTORY",
            required = true,
            description = "Where the server writes its reports (its outdir).")
    private Path reports;

    private record ByDesign(Pattern cases, int closeCode) {}

    /** Cases of a group, by result. */
    private static final class Count {
        private int ok;
        private int nonStrict;
        private int informational;
        private int refused;
        private int wrong;

        int all() {
            return ok + nonStrict + informational + refused + wrong;
        }
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Conformance()).execute(arguments));
    }

    private static Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        groups.put("1", "framing");
        groups.put("2", "pings and pongs");
        groups.put("3", "reserved bits");
        groups.put("4", "opcodes");
        groups.put("5", "fragments");
        groups.put("6", "UTF-8");
        groups.put("7", "close");
        groups.put("9", "limits");
        groups.put("10", "miscellaneous");
        return groups;
    }

    @Override
    public Integer call() throws InterruptedException, IOException, RigFailure {
        int cases = Integer.parseInt(ask("/getCaseCount")
                .orElseThrow(() -> new RigFailure("the server does not tell the number of its cases"))
                .strip());
        for (int i = 1; i <= cases; i++) {
            run(i);
        }
        JsonNode results = report();
        for (int round = 0; round < ROUNDS_MORE; round++) {
            Set<String> done = new HashSet<>();
            results.properties().stream()
                    .filter(result -> isGood(result.getValue()) || isByDesign(result.getKey(), code(result.getValue())))
                    .forEach(result -> done.add(result.getKey()));
            for (int i = 1; done.size() < cases && i <= cases; i++) {
                String name = name(i);
                if (!done.contains(name)) {
                    System.out.println("run again: " + name);
                    run(i);
                }
            }
            results = done.size() == cases ? results : report();
        }
        if (results.size() != cases) {
            throw new RigFailure("the report has " + results.size() + " cases and not " + cases);
        }
        return tell(results);
    }

    private void run(int number) throws InterruptedException, RigFailure {
        EchoEndpoint.run(server.resolve("/runCase?case=" + number + "&agent=" + AGENT), true);
    }

    private String name(int number) throws InterruptedException, RigFailure {
        String info = ask("/getCaseInfo?case=" + number)
                .orElseThrow(() -> new RigFailure("the server does not tell what case " + number + " is"));
        return JsonMapper.shared().readTree(info).path("id").asString("");
    }

    private JsonNode report() throws InterruptedException, IOException, RigFailure {
        ask("/updateReports?agent=" + AGENT);
        return JsonMapper.shared()
                .readTree(Files.readString(reports.resolve("index.json")))
                .path(AGENT);
    }

    private Optional<String> ask(String pathAndQuery) throws InterruptedException, RigFailure {
        return EchoEndpoint.run(server.resolve(pathAndQuery), false);
    }

    private static int tell(JsonNode results) {
        Map<String, Count> counts = new LinkedHashMap<>();
        GROUPS.keySet().forEach(group -> counts.put(group, new Count()));
        List<String> wrong = new ArrayList<>();
        List<String> nonStrict = new ArrayList<>();
        for (Map.Entry<String, JsonNode> result : results.properties()) {
            String name = result.getKey();
            Count count = counts.computeIfAbsent(name.substring(0, name.indexOf('.')), group -> new Count());
            String behaviour = result.getValue().get("behavior").stringValue();
            if (isGood(result.getValue())) {
                switch (behaviour) {
                    case "OK" -> count.ok++;
                    case "NON-STRICT" -> {
                        count.nonStrict++;
                        nonStrict.add(name);
                    }
                    default -> count.informational++;
                }
            } else if (isByDesign(name, code(result.getValue()))) {
                count.refused++;
            } else {
                count.wrong++;
                wrong.add(name + ": " + result.getValue());
            }
        }
        print(counts);
        System.out.println("non-strict: " + (nonStrict.isEmpty() ? "none" : String.join(", ", nonStrict)));
        System.out.println("wrong: " + (wrong.isEmpty() ? "none" : ""));
        wrong.forEach(line -> System.out.println("  " + line));
        return wrong.isEmpty() ? 0 : 1;
    }

    private static boolean isGood(JsonNode result) {
        return GOOD.contains(result.get("behavior").stringValue())
                && GOOD.contains(result.get("behaviorClose").stringValue());
    }

    private static int code(JsonNode result) {
        return result.path("remoteCloseCode").asInt(-1);
    }

    private static boolean isByDesign(String name, int closeCode) {
        return REFUSED.stream()
                .anyMatch(design -> design.closeCode() == closeCode
                        && design.cases().matcher(name).matches());
    }

    private static void print(Map<String, Count> counts) {
        String row = "%-20s %6s %6s %11s %14s %18s %6s%n";
        System.out.printf(
                Locale.ROOT, row, "group", "cases", "ok", "non-strict", "informational", "refused by design", "wrong");
        Count sum = new Count();
        counts.forEach((group, count) -> {
            sum.ok += count.ok;
            sum.nonStrict += count.nonStrict;
            sum.informational += count.informational;
            sum.refused += count.refused;
            sum.wrong += count.wrong;
            print(row, group + " " + GROUPS.getOrDefault(group, ""), count);
        });
        print(row, "all", sum);
    }

    private static void print(String row, String name, Count count) {
        System.out.printf(
                Locale.ROOT,
                row,
                name,
                count.all(),
                count.ok,
                count.nonStrict,
                count.informational,
                count.refused,
                count.wrong);
    }
}

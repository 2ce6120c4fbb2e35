import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whose work is in a package, and under which licence: from {@code META-INF/notices} of nbe.jar, one file a part. Runs from source,
 * with nbe.jar on the class path:
 *
 * <pre>
 * Notices.java check JAR                     whether everything in the jar is told of, and everything told of is there
 * Notices.java copyright JAR PLACE           prints the parts as paragraphs of debian/copyright; PLACE is where the jar will be
 * Notices.java sbom JAR KIND BOM VERSION VENDOR WORDS OUT NOTICES
 *                                            compares them with a CycloneDX list of Maven's, adds what Maven does not know (the Java
 *                                            runtime, parts inside of others), and writes list and notices of a package of this KIND
 * </pre>
 *
 * A notice begins with {@code Key: value} lines: {@code Name}; {@code Component}, a group of Maven's, or {@code Inside}, the part that
 * brings it along; {@code Contents}, what its entries in the jar begin with; {@code Copyright}; {@code License}, by SPDX; {@code Listed}, the
 * licence that Maven's list has instead, where the list guesses wrongly from a name; {@code Text},
 * the file in {@code texts} with the licence, unless it follows in the notice; {@code Only}, the kind of package that has it. Exit
 * status 1: something is missing, and standard error says what.
 */
final class Notices {
    private static final String FOLDER = "META-INF/notices/";
    private static final String OURS = "nbe";
    private static final String RULE = "=".repeat(80) + "\n";

    private record Notice(Map<String, String> head, String body) {
        String get(String key) {
            return head.getOrDefault(key, "");
        }

        String listed() {
            return get("Listed").isEmpty() ? get("License") : get("Listed");
        }

        boolean isIn(String kind) {
            return get("Only").isEmpty() || get("Only").equals(kind);
        }

        List<String> contents() {
            return get("Contents").isEmpty() ? List.of() : List.of(get("Contents").split(" "));
        }
    }

    private final Map<String, Notice> notices = new TreeMap<>();
    private final Map<String, String> texts = new TreeMap<>();
    private final List<String> entries;
    private final Set<String> wrong = new TreeSet<>();

    private Notices(Path jar) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            entries = zip.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName).toList();
            for (String name : entries) {
                if (name.startsWith(FOLDER + "texts/")) {
                    texts.put(name.replaceAll(".*/|\\.txt$", ""), text(zip, name));
                } else if (name.startsWith(FOLDER)) {
                    notices.put(name.replaceAll(".*/|\\.txt$", ""), parse(text(zip, name)));
                }
            }
        }
        notices.forEach((file, notice) -> {
            for (String key : List.of("Name", "Copyright", "License")) {
                demand(!notice.get(key).isEmpty(), file + " has no " + key);
            }
            demand(notice.get("Component").isEmpty() != notice.get("Inside").isEmpty(), file + ": Component or Inside");
            demand(notice.get("Text").isEmpty() ? !notice.body().isEmpty() : texts.containsKey(notice.get("Text")),
                    file + " has no licence");
        });
        demand(!notices.isEmpty(), jar + " has no notices");
    }

    private static String text(ZipFile zip, String name) throws IOException {
        try (InputStream stream = zip.getInputStream(zip.getEntry(name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Notice parse(String text) {
        String[] parts = text.split("\n\n", 2);
        Map<String, String> head = new LinkedHashMap<>();
        parts[0].lines().forEach(line -> head.put(line.replaceAll(":.*", ""), line.replaceFirst("[^:]*: *", "").strip()));
        return new Notice(head, parts.length == 2 ? parts[1].strip() : "");
    }

    private void demand(boolean holds, String otherwise) {
        if (!holds) {
            wrong.add(otherwise);
        }
    }

    /** A part that was renamed into a library ("shaded") has a notice of its own; so has one whose licence a library brings along. */
    private void check() {
        List<String> told = notices.values().stream().flatMap(notice -> notice.contents().stream()).toList();
        List<String> contents = entries.stream().map(name -> name.replaceFirst("^META-INF/versions/\\d+/", ""))
                .filter(name -> !name.startsWith("META-INF/") || name.matches("META-INF/[^/]*(LICEN[CS]E|NOTICE|COPYING|GPL|AL2)[^/]*")).toList();
        for (String name : contents) {
            boolean ours = name.startsWith(OURS + "/") && !name.contains("/vendor/");
            boolean shaded = name.contains("/shaded/");
            demand(ours || told.stream().anyMatch(prefix -> name.startsWith(prefix) && (!shaded || prefix.contains("/shaded/"))),
                    "no notice tells whose this is: " + (name.startsWith("META-INF/") ? name : name.replaceAll("[^/]*$", "")));
        }
        told.forEach(prefix -> demand(contents.stream().anyMatch(name -> name.startsWith(prefix)), "not in the jar: " + prefix));
    }

    private void copyright(String place) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8); // whatever the locale
        notices.forEach((file, notice) -> {
            if (!notice.isIn("linux")) {
                return;
            }
            out.println("\nFiles: " + notice.contents().stream().map(prefix -> place + "!/" + prefix + "*").collect(Collectors.joining(" ")));
            out.println("Copyright: " + notice.get("Copyright"));
            boolean own = notice.get("Text").isEmpty();
            out.println("License: " + notice.get("License") + (own ? "-" + file + "\n" + indented(notice.body()) : ""));
            out.println("Comment: " + notice.get("Name")
                    + (notice.get("Inside").isEmpty() ? "" : ", inside of " + notice.get("Inside"))
                    + (own || notice.body().isEmpty() ? "" : "\n" + indented(notice.body())));
        });
    }

    private static String indented(String text) {
        return text.lines().map(line -> line.isBlank() ? " ." : " " + line).collect(Collectors.joining("\n"));
    }

    private void sbom(String kind, String... rest) throws IOException {
        JsonMapper json = new JsonMapper();
        ObjectNode bom = (ObjectNode) json.readTree(Path.of(rest[0]).toFile());
        Map<String, List<JsonNode>> groups = new TreeMap<>();
        for (JsonNode component : bom.withArray("components")) {
            groups.computeIfAbsent(component.path("group").asString(), group -> new ArrayList<>()).add(component);
        }
        groups.forEach((group, components) -> demand(group.equals(OURS) || isTold(group, components), "no notice for " + group
                + ", or its licence is none of " + components.stream().flatMap(Notices::licences).collect(Collectors.toSet())));
        notices.forEach((file, notice) -> demand(isBundled(notice, groups), file + ": that part is no longer bundled"));
        correct(groups);
        ArrayNode components = json.createArrayNode();
        ObjectNode runtime = component(components, "platform", "openjdk", "java-runtime", "GPL-2.0-only WITH Classpath-exception-2.0");
        runtime.put("version", rest[1]).put("description", rest[3]);
        if (!rest[2].isEmpty()) {
            runtime.put("publisher", rest[2]);
        }
        notices.forEach((file, notice) -> {
            if (!notice.get("Inside").isEmpty() && notice.isIn(kind)) {
                ObjectNode part = component(components, "library", notice.get("Name"), "inside-" + file, notice.get("License"));
                part.put("description", "inside of " + notice.get("Inside")).put("copyright", notice.get("Copyright"));
                List.of("Version", "Package").stream().filter(notice.head()::containsKey)
                        .forEach(key -> part.put(key.equals("Package") ? "purl" : "version", notice.get(key)));
            }
        });
        components.addAll(bom.withArray("components").valueStream().toList());
        bom.set("components", components);
        Files.writeString(Path.of(rest[4]), json.writerWithDefaultPrettyPrinter().writeValueAsString(bom) + "\n");
        Files.writeString(Path.of(rest[5]), all(kind, rest[1], groups));
    }

    private boolean isTold(String group, Collection<JsonNode> components) {
        return notices.values().stream().anyMatch(notice -> notice.get("Component").equals(group)
                && components.stream().allMatch(component -> licences(component).anyMatch(notice.listed()::equals)));
    }

    /** Puts the licence of the notice where the list has another. */
    private void correct(Map<String, List<JsonNode>> groups) {
        notices.values().stream().filter(notice -> !notice.get("Listed").isEmpty())
                .forEach(notice -> groups.getOrDefault(notice.get("Component"), List.of())
                        .forEach(part -> ((ObjectNode) part).putArray("licenses").addObject().putObject("license").put("id", notice.get("License"))));
    }

    private static Stream<String> licences(JsonNode component) {
        return component.path("licenses").valueStream().map(choice -> choice.path("license").path("id")
                .asString(choice.path("license").path("name").asString(choice.path("expression").asString(""))));
    }

    private static boolean isBundled(Notice notice, Map<String, List<JsonNode>> groups) {
        String[] inside = notice.get("Inside").split(":");
        return !notice.get("Only").isEmpty() || groups.containsKey(notice.get("Component")) || inside.length == 2
                && groups.getOrDefault(inside[0], List.of()).stream().anyMatch(part -> part.path("name").asString().equals(inside[1]));
    }

    private static ObjectNode component(ArrayNode list, String type, String name, String reference, String licence) {
        ObjectNode component = list.addObject().put("type", type).put("bom-ref", reference).put("name", name);
        component.putArray("licenses").addObject().put("expression", licence);
        return component;
    }

    private String all(String kind, String runtime, Map<String, List<JsonNode>> groups) {
        StringBuilder text = new StringBuilder("Nymi Bluetooth Endpoint is under the Apache License 2.0. This package brings along the work of others:\n\n"
                + "The Java runtime (OpenJDK " + runtime + "): GPL-2.0-only with the Classpath exception.\n"
                + "Its licences, and those of what it contains, are in the folder runtime/legal.\n\n");
        Set<String> used = new TreeSet<>();
        for (Notice notice : notices.values()) {
            if (!notice.isIn(kind)) {
                continue;
            }
            String parts = groups.getOrDefault(notice.get("Component"), List.of()).stream()
                    .map(part -> part.path("name").asString() + " " + part.path("version").asString()).collect(Collectors.joining(", "));
            text.append(RULE).append(notice.get("Name"))
                    .append(parts.isEmpty() ? " " + notice.get("Version") : ": " + parts)
                    .append(notice.get("Inside").isEmpty() ? "" : " (inside of " + notice.get("Inside") + ")")
                    .append("\nCopyright (c) ").append(notice.get("Copyright"))
                    .append("\nLicense: ").append(notice.get("License"));
            if (!notice.get("Text").isEmpty()) {
                used.add(notice.get("Text"));
                text.append("; its text is at the end of this file");
            }
            text.append("\n\n").append(notice.body().isEmpty() ? "" : notice.body() + "\n\n");
        }
        used.forEach(name -> text.append(RULE).append("Text of ").append(name).append("\n\n").append(texts.get(name)).append("\n"));
        return text.toString();
    }

    public static void main(String... arguments) throws IOException {
        Notices notices = new Notices(Path.of(arguments[1]));
        switch (arguments[0]) {
            case "check" -> notices.check();
            case "copyright" -> notices.copyright(arguments[2]);
            case "sbom" -> notices.sbom(arguments[2], List.of(arguments).subList(3, arguments.length).toArray(String[]::new));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        notices.wrong.forEach(words -> System.err.println("notices: " + words));
        System.exit(notices.wrong.isEmpty() ? 0 : 1);
    }
}

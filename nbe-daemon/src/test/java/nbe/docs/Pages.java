package nbe.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages of the repository as text. */
final class Pages {
    /** The repository. */
    static final Path TOP = Path.of("").toAbsolutePath().getParent();

    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w*)\\R(.*?)^```\\s*?$");

    private Pages() {}

    private static final List<String> BESIDE_DOCS =
            List.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "packaging/README.md");

    /** Every page below docs/, and those beside it. */
    static List<Path> all() throws IOException {
        List<Path> pages = new ArrayList<>();
        BESIDE_DOCS.forEach(page -> pages.add(TOP.resolve(page)));
        try (Stream<Path> docs = Files.walk(TOP.resolve("docs"))) {
            docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    /** The blocks of a page that are marked with this language, in order. */
    static List<String> blocks(String page, String language) throws IOException {
        List<String> blocks = new ArrayList<>();
        Matcher fence = FENCE.matcher(Files.readString(TOP.resolve(page)));
        while (fence.find()) {
            if (fence.group(1).equals(language)) {
                blocks.add(fence.group(2));
            }
        }
        return blocks;
    }

    /** A page without its blocks of code. */
    static String prose(Path page) throws IOException {
        return FENCE.matcher(Files.readString(page)).replaceAll("");
    }
}

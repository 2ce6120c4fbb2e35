package nbe.referenceagent.directory;

import java.nio.charset.StandardCharsets;
import java.util.List;
import nbe.fuzz.Check;

/** Any text as a directory of bands: the parser returns a directory, or problems with a position, and throws nothing. */
public final class DirectoryTarget {
    private DirectoryTarget() {}

    public static void fuzzerTestOneInput(byte[] data) {
        DirectoryParser.Result result = DirectoryParser.parse(new String(data, StandardCharsets.UTF_8));
        for (List<DirectoryParser.Problem> problems : List.of(result.errors(), result.warnings())) {
            for (DirectoryParser.Problem problem : problems) {
                Check.that(problem.line() >= 1 && problem.column() >= 1, "position of " + problem);
                Check.that(!problem.what().isBlank(), "no words: " + problem);
            }
        }
        if (!result.errors().isEmpty()) {
            Check.that(result.directory() == Directory.EMPTY, "a directory in spite of errors");
        }
    }
}

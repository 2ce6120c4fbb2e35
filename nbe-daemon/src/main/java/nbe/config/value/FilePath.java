package nbe.config.value;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Type of a setting that holds the path of a file; an empty text means that there is no file. */
public enum FilePath implements TextType<Optional<Path>> {
    OR_NONE;

    @Override
    public String allowed() {
        return "the path of a file as text (in single quotes if it has backslashes), or \"\" for none";
    }

    @Override
    public Optional<Path> fromText(String text) throws NotAllowed {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new NotAllowed(
                    "is " + TomlWords.shortened(text) + " with a control character in it",
                    "a path in single quotes, as in 'C:\\Nymi\\file', where backslashes stand for themselves");
        }
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            throw new NotAllowed(
                    "is " + TomlWords.shortened(text) + ", no path on this system (" + e.getReason() + ")", allowed());
        }
    }

    @Override
    public Optional<Path> seenFrom(Path folder, Optional<Path> value) {
        return value.map(folder::resolve);
    }

    @Override
    public String toToml(Optional<Path> value) {
        return TomlWords.quoted(value.map(Path::toString).orElse(""));
    }
}

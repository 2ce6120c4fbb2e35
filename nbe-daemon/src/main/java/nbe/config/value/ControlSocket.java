package nbe.config.value;

import java.nio.file.Path;
import java.util.Optional;
import nbe.control.place.SocketChoice;

/** Type of the setting for the control socket: {@code "auto"}, {@code "off"}, or a path. */
public enum ControlSocket implements TextType<SocketChoice> {
    AUTO_OFF_OR_PATH;

    private static final String AUTO = "auto";
    private static final String OFF = "off";

    @Override
    public String allowed() {
        return "\"auto\", \"off\", or the path of a Unix-domain socket";
    }

    @Override
    public SocketChoice fromText(String text) throws NotAllowed {
        switch (text) {
            case AUTO:
                return SocketChoice.AUTO;
            case OFF:
                return SocketChoice.OFF;
            default:
                Optional<Path> path = path(text);
                return SocketChoice.at(path.orElseThrow(() -> new NotAllowed("is empty", allowed())));
        }
    }

    private Optional<Path> path(String text) throws NotAllowed {
        try {
            return FilePath.OR_NONE.fromText(text);
        } catch (NotAllowed e) {
            throw new NotAllowed(e.wrong(), allowed());
        }
    }

    @Override
    public SocketChoice seenFrom(Path folder, SocketChoice value) {
        return value.path().map(folder::resolve).map(SocketChoice::at).orElse(value);
    }

    @Override
    public String toToml(SocketChoice value) {
        return TomlWords.quoted(
                value.isOff() ? OFF : value.path().map(Path::toString).orElse(AUTO));
    }
}

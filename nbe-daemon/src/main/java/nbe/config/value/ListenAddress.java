package nbe.config.value;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nbe.base.HostPort;

/** Type of a setting that holds the address and port of a listener; an empty text means that there is none. */
public enum ListenAddress implements TextType<Optional<HostPort>> {
    OR_NONE;

    private static final Pattern PARTS = Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):([0-9]{1,5})");
    private static final int MOST = 65_535;

    @Override
    public String allowed() {
        return "HOST:PORT with a port of 1 to 65535, as in \"127.0.0.1:9464\" or \"[::1]:9464\", or \"\" for none";
    }

    @Override
    public Optional<HostPort> fromText(String text) throws NotAllowed {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Matcher parts = PARTS.matcher(text);
        int port = parts.matches() ? Integer.parseInt(parts.group(2)) : 0;
        if (port < 1 || port > MOST) {
            throw new NotAllowed("is " + TomlWords.shortened(text), allowed());
        }
        return Optional.of(new HostPort(parts.group(1), port));
    }

    @Override
    public String toToml(Optional<HostPort> value) {
        return TomlWords.quoted(value.map(HostPort::toString).orElse(""));
    }
}

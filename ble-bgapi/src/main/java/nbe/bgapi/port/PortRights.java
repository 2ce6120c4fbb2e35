package nbe.bgapi.port;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Whose a port is, for the message that this account may not open it. */
final class PortRights {
    private PortRights() {}

    /** {@code account nbe; the port is for the account root and the group dialout}. @param otherwise the text if the rights cannot be read */
    static String of(String port, String otherwise) {
        String account = "account " + System.getProperty("user.name");
        try {
            PosixFileAttributes rights = Files.getFileAttributeView(Path.of(port), PosixFileAttributeView.class)
                    .readAttributes();
            Set<PosixFilePermission> mode = rights.permissions();
            boolean group =
                    mode.contains(PosixFilePermission.GROUP_READ) && mode.contains(PosixFilePermission.GROUP_WRITE);
            return account + "; the port is for the account " + rights.owner().getName()
                    + (group ? " and the group " + rights.group().getName() : ", and for no group");
        } catch (IOException e) {
            return account + "; " + otherwise;
        }
    }
}

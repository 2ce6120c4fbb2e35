package nbe.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Reads a configuration file for a change, and replaces it as a whole. */
public final class ConfigFile {
    private static final Set<PosixFilePermission> FOR_OWNER_AND_GROUP = PosixFilePermissions.fromString("rw-r-----");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private ConfigFile() {}

    /**
     * The text of a file, without a byte order mark.
     *
     * @throws IOException if it cannot be used, with the position and the remedy
     */
    public static String read(Path file) throws IOException {
        try {
            return ConfigText.read(file, "the configuration");
        } catch (ConfigText.Unusable e) {
            throw new IOException(e.problem().toString(), e);
        }
    }

    /**
     * Writes a new file beside the old one and renames it, so that a full disk or a crash leaves the old one; follows a link, as ThinPro
     * has one. Owner, group and rights are those of the old one: it may hold a proxy's password, and the service must read it. So is a byte
     * order mark.
     */
    public static void write(Path file, String text) throws IOException {
        boolean there = Files.exists(file);
        Path real = there ? file.toRealPath() : file;
        Path beside = real.resolveSibling(real.getFileName() + ".new");
        Files.deleteIfExists(beside);
        boolean done = false;
        try {
            if (Files.getFileAttributeView(real.toAbsolutePath().getParent(), PosixFileAttributeView.class) == null) {
                Files.createFile(beside); // Windows: the rights are those of the folder
            } else {
                createLike(there ? Optional.of(real) : Optional.empty(), beside);
            }
            Files.writeString(beside, (there && hasMark(real) ? BYTE_ORDER_MARK : "") + text, StandardCharsets.UTF_8);
            Files.move(beside, real, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            done = true;
        } finally {
            if (!done) {
                Files.deleteIfExists(beside);
            }
        }
    }

    private static boolean hasMark(Path file) throws IOException {
        byte[] mark = BYTE_ORDER_MARK.getBytes(StandardCharsets.UTF_8);
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(mark.length), mark);
        }
    }

    private static void createLike(Optional<Path> old, Path fresh) throws IOException {
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        PosixFileAttributeView rights = Files.getFileAttributeView(fresh, PosixFileAttributeView.class);
        if (old.isEmpty()) {
            rights.setPermissions(FOR_OWNER_AND_GROUP);
            return;
        }
        PosixFileAttributes before = Files.readAttributes(old.get(), PosixFileAttributes.class);
        PosixFileAttributes now = rights.readAttributes();
        if (!now.owner().equals(before.owner())) {
            rights.setOwner(before.owner());
        }
        if (!now.group().equals(before.group())) {
            rights.setGroup(before.group());
        }
        rights.setPermissions(before.permissions());
    }
}

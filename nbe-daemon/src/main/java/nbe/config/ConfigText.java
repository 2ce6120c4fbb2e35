package nbe.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import nbe.config.Origin.InFile;

/** Decodes a configuration file; its errors distinguish UTF-16, Latin-1, a directory, a missing file, one that is too long … */
final class ConfigText {
    /** The shipped file has some 5 KB; a disk or a log that was named by mistake gets an error and does not fill the heap. */
    static final int MAX_BYTES = 1 << 20;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private ConfigText() {}

    /** The file cannot be used at all. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient ConfigProblem problem;

        Unusable(InFile position, String wrong, String remedy) {
            super(wrong, null, false, false);
            this.problem = ConfigProblem.error(position, wrong, remedy);
        }

        ConfigProblem problem() {
            return problem;
        }
    }

    /** @param namedBy who named the file, for a remedy: {@code --config}, a variable, or the fixed places */
    static String read(Path file, String namedBy) throws Unusable {
        InFile start = InFile.startOf(file);
        if (Files.isDirectory(file)) {
            throw new Unusable(start, "this is a directory", namedBy + " must name a file");
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (NoSuchFileException e) {
            throw new Unusable(start, "there is no such file", namedBy + " must name a file that exists");
        } catch (AccessDeniedException e) {
            throw new Unusable(
                    start,
                    "permission to read this file is denied",
                    "the account '" + System.getProperty("user.name") + "' must be allowed to read it");
        } catch (IOException e) {
            throw new Unusable(
                    start, "this file cannot be read (" + e.getMessage() + ")", namedBy + " must name a readable file");
        }
        if (bytes.length > MAX_BYTES) {
            throw new Unusable(start, "this file has more than " + MAX_BYTES + " bytes", "a configuration is shorter");
        }
        return decode(file, bytes);
    }

    private static String decode(Path file, byte[] bytes) throws Unusable {
        if (startsWith(bytes, 0xFF, 0xFE) || startsWith(bytes, 0xFE, 0xFF)) {
            throw new Unusable(
                    InFile.startOf(file),
                    "this file is UTF-16",
                    "save it as UTF-8 (\"Encoding\" in the editor's save dialogue)");
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        out.flip();
        String text = withoutByteOrderMark(out.toString());
        if (result.isError()) {
            int lineStart = text.lastIndexOf('\n') + 1;
            int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
            int column = 1 + text.codePointCount(lineStart, text.length());
            throw new Unusable(
                    new InFile(file, line, column),
                    String.format(Locale.ROOT, "the byte 0x%02X here is not UTF-8", bytes[in.position()] & 0xFF),
                    "save the file as UTF-8 (\"Encoding\" in the editor's save dialogue)");
        }
        return text;
    }

    /** SHA-256 in hex. */
    static String digest(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String withoutByteOrderMark(String text) {
        return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    }

    private static boolean startsWith(byte[] bytes, int first, int second) {
        return bytes.length >= 2 && (bytes[0] & 0xFF) == first && (bytes[1] & 0xFF) == second;
    }
}

package nbe.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import nbe.air.capture.CaptureFileType;
import nbe.air.capture.CaptureRoute;
import nbe.air.capture.WholePackets;
import nbe.base.Printable;
import nbe.cli.process.Clocks;
import nbe.cli.process.ExitStatus;
import nbe.cli.process.StopSignals;
import nbe.cli.process.Terminal;
import nbe.control.client.ControlAnswer;
import nbe.control.client.ControlClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code nbe capture}: everything that is heard, as a capture file. */
@Command(
        name = "capture",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Writes everything that the running daemon's dongles hear as a capture file, while it is heard: for Wireshark,"
                    + " tshark, btmon and nbe replay. Until Ctrl-C, or as long as --for says.",
            "",
            "Each packet is an LE Advertising Report with the level that the dongle measured. In pcapng the packet that decided a"
                    + " tap has a comment: \"tap\" and the band's address. Packets are therefore held back for 0.6 s, until the"
                    + " daemon has decided. A packet before which others were lost has their number as its drop count.",
            ""
        },
        footer = {
            "",
            "Exit status: 0 fine, also after Ctrl-C and when the program behind the | has gone; 1 no daemon answers, the file"
                    + " exists or cannot be written, or the daemon ended.",
            "",
            "Examples:",
            "  nbe capture --out desk.pcapng --for 60",
            "  nbe capture --out phone.btsnoop           then: btmon -r phone.btsnoop",
            "  nbe capture --out - | tshark -l -r -      live",
            "  nbe capture --out - | wireshark -k -i -   live"
        })
final class CaptureCommand extends ControlCommand {
    private static final String STANDARD_OUTPUT = "-";
    private static final int PIECE_BYTES = 8_192;
    private static final long SECOND_NANOS = 1_000_000_000L;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "A new file; an existing one is not changed. \"-\": standard output.")
    private String file;

    @Option(names = "--for", paramLabel = "SECONDS", description = "End after so many seconds, 1 to 3600.")
    private Integer seconds;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description =
                    "pcapng or btsnoop; without it the file's name tells: NAME.btsnoop or btsnoop_hci.log; else pcapng.")
    private CaptureFileType format;

    @Override
    int ask(ControlClient client) throws IOException, InterruptedException {
        check();
        CaptureFileType type = format == null ? CaptureFileType.ofFileName(file) : format;
        StopSignals stop = StopSignals.installQuietly();
        stop.interruptOnStop(Thread.currentThread());
        String target = "/v1/capture?format=" + type.word()
                + Optional.ofNullable(seconds).map(time -> "&seconds=" + time).orElse("");
        try (ControlAnswer answer = client.get(target)) {
            if (!answer.isOk()) {
                throw new IOException("it answered " + answer.status() + ": " + answer.text());
            }
            return write(answer.body(), type, stop);
        } catch (InterruptedException e) {
            if (stop.isRequested()) {
                return ExitStatus.OK; // by Ctrl-C, before anything came
            }
            throw e;
        }
    }

    private void check() {
        if (seconds != null && (seconds < 1 || seconds > CaptureRoute.MOST_SECONDS)) {
            throw new ParameterException(commandLine(), "--for is " + seconds + ", allowed: 1 to 3600");
        }
        if (isStandardOutput() && Terminal.isThere()) {
            throw new ParameterException(
                    commandLine(),
                    "--out is -, and standard output is a terminal; name a file, or a program behind a |");
        }
    }

    private boolean isStandardOutput() {
        return file.equals(STANDARD_OUTPUT);
    }

    private int write(InputStream capture, CaptureFileType type, StopSignals stop) {
        try (OutputStream out = open()) {
            WholePackets packets = new WholePackets(type, out);
            boolean whole = copy(capture, packets, stop);
            if (!isStandardOutput()) {
                err().println("captured " + counts(packets));
            }
            return whole ? ExitStatus.OK : fail("the daemon ended before the capture did; what came is in the file");
        } catch (FileAlreadyExistsException e) {
            return fail(file + " exists and is left as it is; name another file");
        } catch (IOException e) {
            // Nobody reads any more: the program behind the | has seen enough.
            return isStandardOutput() ? ExitStatus.OK : fail(file + " cannot be written: " + e);
        }
    }

    /**
     * Copies until the capture ends or somebody requests a stop.
     *
     * @return false if the daemon broke off
     * @throws IOException if the destination cannot be written
     */
    private boolean copy(InputStream capture, WholePackets packets, StopSignals stop) throws IOException {
        boolean progress = !isStandardOutput() && Terminal.isThere();
        long nextLine = Clocks.MONOTONIC.getAsLong() + SECOND_NANOS;
        byte[] piece = new byte[PIECE_BYTES];
        while (!stop.isRequested()) {
            int length;
            try {
                length = capture.read(piece);
            } catch (IOException e) {
                return stop.isRequested();
            }
            if (length < 0) {
                return true;
            }
            packets.add(piece, length);
            if (progress && Clocks.MONOTONIC.getAsLong() - nextLine >= 0) {
                nextLine += SECOND_NANOS;
                err().println(counts(packets));
                err().flush();
            }
        }
        return true;
    }

    private static String counts(WholePackets packets) {
        return packets.packets() + " packets, " + packets.taps() + " taps, " + packets.lost() + " lost";
    }

    /** A stream that an interrupt does not close: Ctrl-C shall leave whole packets. */
    private OutputStream open() throws IOException {
        if (isStandardOutput()) {
            return new FileOutputStream(FileDescriptor.out);
        }
        return new FileOutputStream(Files.createFile(Path.of(file)).toFile());
    }

    private int fail(String what) {
        err().println("nbe: " + Printable.line(what));
        err().flush();
        return ExitStatus.FAILURE;
    }
}

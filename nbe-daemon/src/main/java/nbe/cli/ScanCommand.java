package nbe.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Optional;
import nbe.air.scan.AssignedNumbers;
import nbe.air.scan.Scan;
import nbe.air.scan.ScanJson;
import nbe.air.scan.ScanRoute;
import nbe.air.scan.ScanTable;
import nbe.band.BandSettings;
import nbe.bgapi.adapter.BleSettings;
import nbe.cli.process.Clocks;
import nbe.cli.process.ExitStatus;
import nbe.cli.process.NativeLibraries;
import nbe.cli.process.StopSignals;
import nbe.config.Setting;
import nbe.control.client.ControlAnswer;
import nbe.control.client.ControlClient;
import nbe.control.client.RunningDaemon;
import nbe.log.LogSettings;
import nbe.log.Logging;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.core.JacksonException;

/** {@code nbe scan}: what is on the air. */
@Command(
        name = "scan",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {
            "Lists every Bluetooth device that the running daemon's dongles hear, bands or not, the strongest first,"
                    + " and says why it is no band. Where no daemon runs, it opens the dongle itself.",
            "",
            "dBm is the median level, count is all advertisements and scan responses, ms the median interval of the"
                    + " advertisements. With -v the content of both follows in words. Names of companies and services"
                    + " are those that the Python package " + AssignedNumbers.SOURCE + " has.",
            ""
        },
        footer = {
            "",
            "Exit status: 0 fine, 1 neither a daemon nor a dongle could be used.",
            "",
            "Examples:",
            "  nbe scan                     ten seconds",
            "  nbe scan --for 60 -v         a minute, with the content of what was heard",
            "  nbe scan --json | jq -r '.devices[] | select(.band) | .address'",
        })
final class ScanCommand extends ControlCommand {
    @Option(
            names = "--for",
            paramLabel = "SECONDS",
            defaultValue = "" + ScanRoute.DEFAULT_SECONDS,
            description = "How long, 1 to 60 (default: 10).")
    private int seconds;

    @Option(names = "--json", description = "Print the daemon's answer as it is.")
    private boolean json;

    @Override
    int ask(ControlClient client) throws IOException, InterruptedException {
        checkSeconds();
        StopSignals stop = StopSignals.installQuietly();
        stop.interruptOnStop(Thread.currentThread());
        try (ControlAnswer answer = client.getAfter(seconds, "/v1/scan?seconds=" + seconds)) {
            if (!answer.isOk()) {
                throw new IOException("it answered " + answer.status() + ": " + answer.text());
            }
            byte[] scan = answer.bytes();
            return json ? print(scan) : print(ScanJson.read(scan));
        } catch (InterruptedException e) {
            if (stop.isRequested()) {
                return ExitStatus.OK; // by Ctrl-C
            }
            throw e;
        } catch (JacksonException e) {
            throw new IOException("it answered something else than a scan", e);
        }
    }

    @Override
    int withoutDaemon(RunningDaemon daemon) throws InterruptedException {
        checkSeconds();
        BleSettings ble = Configuration.valueOrDefault(Setting.BLE_PORT, options(), commandLine());
        BandSettings band = new BandSettings(
                Configuration.valueOrDefault(Setting.BAND_COMPANY_ID, options(), commandLine()),
                Configuration.valueOrDefault(Setting.BAND_LEGACY, options(), commandLine()),
                Configuration.valueOrDefault(Setting.BAND_PAYLOAD, options(), commandLine()));
        Logging.configure(LogSettings.toStandardError(Level.WARN), false);
        StopSignals stop = StopSignals.installQuietly();
        try (NativeLibraries libraries = NativeLibraries.provide()) {
            Optional<Scan> scan =
                    new ScanSession(ble, band, Clocks.MONOTONIC, InstantSource.system()).run(stop, seconds);
            if (scan.isEmpty()) {
                err().println("nbe: " + daemon.whyNot());
                err().println("nbe: and no dongle could be used; 'nbe doctor' says why");
                return ExitStatus.FAILURE;
            }
            return json ? print(ScanJson.write(scan.get())) : print(scan.get());
        } catch (IOException e) {
            err().println(e.getMessage());
            return ExitStatus.FAILURE;
        }
    }

    private void checkSeconds() {
        if (seconds < 1 || seconds > ScanRoute.MOST_SECONDS) {
            throw new ParameterException(commandLine(), "--for is " + seconds + ", allowed: 1 to 60");
        }
    }

    private int print(byte[] scan) {
        out().println(new String(scan, StandardCharsets.UTF_8));
        out().flush();
        return ExitStatus.OK;
    }

    private int print(Scan scan) {
        ScanTable.lines(scan, options().verbose()).forEach(out()::println);
        out().flush();
        return ExitStatus.OK;
    }
}

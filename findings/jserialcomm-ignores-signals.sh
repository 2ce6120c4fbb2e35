#!/bin/sh
# jSerialComm 2.11.4 (Maven Central): a Java program on Linux that handles SIGHUP, as daemons do to read their configuration again, and
# then lists or opens a serial port.
#
# One would guess: a library for serial ports leaves the signals of the process alone; at the most it handles one that it uses itself.
# What is seen: as soon as its native library is loaded SIGHUP is ignored, without a word, and with it SIGUSR1, SIGUSR2, SIGCONT, SIGTTIN,
# SIGTTOU and SIGIO. The handler that the program has set is gone, and Java does not notice. No port needs to be opened. Programs that this
# process starts afterwards inherit it.
# And it cannot be mended from Java: sun.misc.Signal takes a new handler for SIGHUP without a word, but does not install it, since the
# virtual machine leaves an ignored SIGHUP alone (as it must, for nohup).
# Why it matters here: `systemctl reload` and a closed terminal have no effect, from the first look for a dongle on. A program has to save
# the action of the signal by sigaction(2) before the library is loaded, and restore it afterwards.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$here/../mvnw" -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy \
  -Dartifact=com.fazecast:jSerialComm:2.11.4 -DoutputDirectory="$folder"

cat >Signals.java <<'END'
import com.fazecast.jSerialComm.SerialPort;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import sun.misc.Signal;

class Signals {
    public static void main(String[] args) throws Exception {
        System.out.println("before: " + ignored() + ", handler called: " + isCalled(true));
        SerialPort.getVersion();
        System.out.println("loaded: " + ignored() + ", handler called: " + isCalled(false));
        System.out.println("set again: handler called: " + isCalled(true));
    }

    private static CountDownLatch heard;

    private static boolean isCalled(boolean set) throws Exception {
        heard = new CountDownLatch(1);
        if (set) {
            Signal.handle(new Signal("HUP"), signal -> heard.countDown());
        }
        Signal.raise(new Signal("HUP"));
        return heard.await(2, TimeUnit.SECONDS);
    }

    private static String ignored() throws Exception {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("SigIgn:")) {
                return "SigIgn " + line.substring(7).strip();
            }
        }
        return "?";
    }
}
END
java -cp "$(echo jSerialComm-*.jar)" Signals.java >seen 2>errors || { cat errors; exit 1; }
cat >expected <<'END'
before: SigIgn 0000000000000000, handler called: true
loaded: SigIgn 0000000010320a01, handler called: false
set again: handler called: false
END
cat seen
diff expected seen || { echo "not what was seen with 2.11.4" >&2; exit 1; }
echo "as described"

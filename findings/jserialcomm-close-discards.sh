#!/bin/sh
# jSerialComm 2.11.4 (Maven Central): what becomes of bytes that were written just before the port is closed.
#
# One would guess: writeBytes() has said that the system took them, so they go out: close(2) of a terminal lets its output drain.
# What is seen: closePort() empties both directions of the port first. What is still on its way then never arrives, though both calls
# have reported success. As many bytes through open, write and close of the system arrive whole.
# Why it matters here: "write the command that stops the scan, then close" can leave a dongle that goes on scanning. Whoever wants the
# last command to arrive waits for its answer before closing.
# The reading side of a pseudo-terminal already owns up to 4,096 bytes, which stay: how many depends on the moment. So that something
# is lost every time, the script writes 2,000 commands and not one.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$here/../mvnw" -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy \
  -Dartifact=com.fazecast:jSerialComm:2.11.4 -DoutputDirectory="$folder"

cat >Write.java <<'END'
import com.fazecast.jSerialComm.SerialPort;

class Write {
    public static void main(String[] args) {
        SerialPort port = SerialPort.getCommPort(args[0]);
        boolean opened = port.openPort();
        byte[] commands = new byte[Integer.parseInt(args[1])];
        for (int at = 0; at < commands.length; at += 4) {
            commands[at + 2] = 6; // BGAPI: gap_end_procedure
            commands[at + 3] = 4;
        }
        int written = port.writeBytes(commands, commands.length);
        System.out.print(opened + " " + written + " " + port.closePort());
    }
}
END

cat >arrives.py <<'END'
import os
import pty
import select
import subprocess
import sys
import tty


SIZE = 8_000


def arrived(write):
    """What WRITE says of writing to a new pseudo-terminal and closing it, and how many bytes then come out at the other end."""
    master, slave = pty.openpty()
    tty.setraw(slave)
    said, count = write(os.ttyname(slave)), 0
    while select.select([master], [], [], 2)[0]:
        count += len(os.read(master, 4096))
    return said, count


def by_system(name):
    descriptor = os.open(name, os.O_RDWR | os.O_NOCTTY)
    written = os.write(descriptor, bytes([0, 0, 6, 4] * (SIZE // 4)))
    os.close(descriptor)
    return written


def by_library(name):
    java = ["java", "-Djava.io.tmpdir=.", "-Duser.home=.", "-cp", "jSerialComm-2.11.4.jar", "Write.java", name, str(SIZE)]
    return subprocess.run(java, check=True, capture_output=True, text=True).stdout


system, library = arrived(by_system), arrived(by_library)
print(f"guessed: of {SIZE} bytes written before a close, {SIZE} arrive, either way")
print(f"seen:    {system[1]} arrive through the system's calls; {library[1]} through jSerialComm, which said of opening, writing and "
      f"closing '{library[0]}'")
sys.exit(not (system == (SIZE, SIZE) and library[0] == f"true {SIZE} true" and library[1] <= 4096))
END
timeout 50 python3 arrives.py

#!/bin/sh
# jSerialComm 2.11.4 (Maven Central): its native library is loaded ahead, by System.load(), from the folder that jSerialComm.library.path
# names.
#
# One would guess: the class then finds it loaded, and looks nowhere else. That is the usual way to be sure of which file is used.
# What is seen: the class unpacks another copy into the temporary directory and runs with that one. Without the load ahead it takes the one
# in the folder and unpacks nothing. The library's JNI_OnLoad looks up the class, so that the class is initialized while System.load() is
# still under way; Java does not find functions in a library that is not loaded to the end, and the class tries its next place.
# Why it matters here: a program that wants a library from its own folder gets one from a folder that others may write to.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"$here/../mvnw" -B -q org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy \
  -Dartifact=com.fazecast:jSerialComm:2.11.4 -DoutputDirectory="$folder"

cat >Load.java <<'END'
import com.fazecast.jSerialComm.SerialPort;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

class Load {
    public static void main(String[] args) throws Exception {
        String machine = System.getProperty("os.arch").equals("aarch64") ? "armv8_64" : "x86_64";
        Path library = Files.createDirectory(Path.of(args[0])).resolve("libjSerialComm.so").toAbsolutePath();
        try (InputStream packed = Load.class.getResourceAsStream("/Linux/" + machine + "/libjSerialComm.so")) {
            Files.copy(packed, library);
        }
        System.setProperty("jSerialComm.library.path", library.getParent().toString());
        if (args[0].equals("ahead")) {
            System.load(library.toString());
        }
        String version = SerialPort.getVersion();
        try (Stream<Path> all = Files.walk(Path.of(System.getProperty("java.io.tmpdir")))) {
            System.out.print(version + ", unpacked " + all.filter(Files::isRegularFile).count());
        }
    }
}
END
run() {
  mkdir "tmp-$1"
  java -Djava.io.tmpdir="tmp-$1" -Duser.home="tmp-$1" -cp jSerialComm-2.11.4.jar Load.java "$1"
}
left=$(run left)
ahead=$(run ahead)
echo "guessed: left to the class '2.11.4, unpacked 0'; loaded ahead '2.11.4, unpacked 0'"
echo "seen:    left to the class '$left'; loaded ahead '$ahead'"
[ "$left" = "2.11.4, unpacked 0" ] && [ "$ahead" = "2.11.4, unpacked 1" ]

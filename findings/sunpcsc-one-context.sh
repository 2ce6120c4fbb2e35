#!/bin/sh
# OpenJDK 17.0.15 and Temurin 25.0.3 (module java.smartcardio, provider SunPCSC): a program that goes on after the PC/SC service was restarted.
#
# One would guess: a new TerminalFactory connects to the service anew; so does, at the latest, one from a new provider object.
# What is seen: every call of the process fails with SCARD_E_NO_SERVICE for ever, though the service runs again. The context lies in a
# static field. And TerminalFactory.getDefault(), asked once while there was no service, is the empty factory "None" for ever.
# Why it matters here: pcscd is restarted by each upgrade of its package; a daemon that runs for months needs a context that can be renewed.
set -eu

# In namespaces of its own, so that no pcscd of this machine is disturbed.
if [ "${1-}" != alone ]; then
  exec unshare --mount --pid --net --fork --kill-child --mount-proc sh -c \
    'mount -t tmpfs tmpfs /run && mkdir -p /run/pcscd && ip link set lo up && sh "$1" alone' sh "$(readlink -f "$0")"
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >Restarted.java <<'END'
import java.io.File;
import java.security.Provider;
import java.security.Security;
import java.util.ServiceLoader;
import javax.smartcardio.TerminalFactory;

class Restarted {
    static Process start() throws Exception {
        new File("/run/pcscd/pcscd.comm").delete();
        new File("/run/pcscd/pcscd.pid").delete();
        Process pcscd = new ProcessBuilder("/usr/sbin/pcscd", "--foreground")
                .redirectErrorStream(true)
                .redirectOutput(new File("pcscd.log"))
                .start();
        Thread.sleep(2000);
        return pcscd;
    }

    static String list(Provider provider) {
        try {
            return TerminalFactory.getInstance("PC/SC", null, provider).terminals().list().size() + " readers";
        } catch (Exception e) {
            return String.valueOf(e.getCause());
        }
    }

    static Provider another() {
        return ServiceLoader.load(Provider.class).stream()
                .filter(one -> one.type().getName().endsWith("SunPCSC"))
                .findFirst()
                .orElseThrow()
                .get();
    }

    public static void main(String[] none) throws Exception {
        Provider sun = Security.getProvider("SunPCSC");
        TerminalFactory.getDefaultType();
        Process pcscd = start();
        String up = list(sun);
        String byDefault = TerminalFactory.getDefault().getType();
        pcscd.destroyForcibly().waitFor();
        pcscd = start();
        String factory = list(sun);
        String provider = list(another());
        pcscd.destroy();
        System.out.println("Java " + System.getProperty("java.version") + ", service up: " + up);
        System.out.println("guessed: " + up + " after a restart of the service; default factory PC/SC");
        System.out.println("seen:    new factory: " + factory + "; new provider object: " + provider + "; default factory " + byDefault);
        System.exit(provider.equals(up) || byDefault.equals("PC/SC") ? 1 : 0);
    }
}
END
timeout 50 java Restarted.java

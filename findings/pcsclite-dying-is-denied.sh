#!/bin/sh
# pcsc-lite 1.9.9 (Debian 12: libpcsclite1 1.9.9-2): SCardEstablishContext while the service ends a fresh connection, as pcscd does that
# is stopped or restarted at that moment.
#
# One would guess: SCARD_E_NO_SERVICE or a communication error. SCARD_W_SECURITY_VIOLATION means that an administrator's rule (polkit)
# keeps this account away, and that trying again soon is of no use.
# What is seen: a connection that the service closes before it has answered is SCARD_W_SECURITY_VIOLATION in most attempts, the two
# others in the rest. The library cannot tell both apart: pcscd refuses an account in the same way.
# Why it matters here: a program that reports the code at once names the wrong cause, and one that waits longer after it loses the cards
# of the first seconds after each restart of pcscd.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq -o APT::Sandbox::User=root download libpcsclite1=1.9.9-2
dpkg-deb --extract libpcsclite1_*.deb .

cat >dying.py <<'END'
import collections
import ctypes
import os
import socket
import sys
import threading

NAMES = {0x8010006A: "SCARD_W_SECURITY_VIOLATION", 0x8010001D: "SCARD_E_NO_SERVICE", 0x80100013: "SCARD_F_COMM_ERROR"}
os.environ["PCSCLITE_CSOCK_NAME"] = path = os.path.abspath("service")
service = socket.socket(socket.AF_UNIX)
service.bind(path)
service.listen()


def end_every_connection():
    while True:
        service.accept()[0].close()


threading.Thread(target=end_every_connection, daemon=True).start()
pcsc = ctypes.CDLL(sys.argv[1])
seen = collections.Counter()
for _ in range(40):
    context = ctypes.c_long()
    status = pcsc.SCardEstablishContext(ctypes.c_ulong(2), None, None, ctypes.byref(context)) & 0xFFFFFFFF
    seen[NAMES.get(status, hex(status))] += 1
print("guessed: never SCARD_W_SECURITY_VIOLATION")
print("seen:    " + ", ".join(f"{name} {count} times" for name, count in seen.most_common()))
sys.exit(not seen["SCARD_W_SECURITY_VIOLATION"])
END
timeout 50 python3 dying.py "$(echo "$PWD"/usr/lib/*-linux-gnu/libpcsclite.so.1)"

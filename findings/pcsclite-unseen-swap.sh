#!/bin/sh
# pcsc-lite 1.9.9 with the virtual reader of vsmartcard 3.3 (Debian 12: pcscd and libpcsclite1 1.9.9-2, vsmartcard-vpcd 3.3+dfsg-2), as
# root: waiting for a change of a reader with the constant SCARD_STATE_PRESENT as the known state.
#
# One would guess: SCardGetStatusChange compares what the caller knows with what is there. If the card was taken away and another one
# laid down since the last call, it returns at once.
# What is seen: it waits, and ends in SCARD_E_TIMEOUT, though the state that it fills in has a higher event count: "present" is still
# true. Only with the count (the upper 16 bits of the last dwEventState) in the known state the call returns at once with "changed".
# Why it matters here: contactless cards of one type have the same ATR, so nothing else in the answer tells two of them apart. A
# program that asks with the constants loses each placement that falls between two of its calls.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -qq -o APT::Sandbox::User=root download pcscd=1.9.9-2 libpcsclite1=1.9.9-2 vsmartcard-vpcd=3.3+dfsg-2
for package in *.deb; do dpkg-deb --extract "$package" .; done
printf 'FRIENDLYNAME "Virtual PCD"\nDEVICENAME /dev/null:0x8C7B\nLIBPATH %s\nCHANNELID 0x8C7B\n' \
  "$folder"/usr/lib/pcsc/drivers/serial/libifdvpcd.so.* >reader

cat >swap.py <<'END'
import ctypes as c
import socket
import sys
import threading
import time

PRESENT, CHANGED, TIMEOUT = 0x20, 0x02, 0x8010000A
NAME = b"Virtual PCD 00 00"
ATR = bytes.fromhex("3b8f8001804f0ca000000306030001000000006a")  # any MIFARE Classic 1K
pcsc = c.CDLL(sys.argv[1])


class ReaderState(c.Structure):
    _fields_ = [("name", c.c_char_p), ("user", c.c_void_p), ("known", c.c_ulong), ("event", c.c_ulong), ("atr_length", c.c_ulong),
                ("atr", c.c_ubyte * 33)]


def lay_down_card():
    card = socket.create_connection(("127.0.0.1", 0x8C7B))

    def answer():
        while header := card.recv(2):
            if card.recv(int.from_bytes(header, "big")) == b"\4":  # what is the ATR
                card.sendall(bytes([0, len(ATR)]) + ATR)

    threading.Thread(target=answer, daemon=True).start()
    return card


def wait(known, milliseconds):
    state = ReaderState(name=NAME, known=known)
    status = pcsc.SCardGetStatusChange(context, c.c_ulong(milliseconds), c.byref(state), c.c_ulong(1))
    return status & 0xFFFFFFFF, state.event


def until(condition):
    end = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < end, "pcscd does not come to it"
        time.sleep(0.1)


context = c.c_long()
until(lambda: pcsc.SCardEstablishContext(c.c_ulong(2), None, None, c.byref(context)) == 0)
until(lambda: wait(0, 0)[0] == 0)
first = lay_down_card()
until(lambda: wait(0, 0)[1] & PRESENT)
known = wait(0, 0)[1] & ~CHANGED
first.shutdown(socket.SHUT_RDWR)
until(lambda: not wait(0, 0)[1] & PRESENT)
second = lay_down_card()
until(lambda: wait(0, 0)[1] & PRESENT)

constant, counted = wait(PRESENT, 1000), wait(known, 1000)
print("guessed: after a swap both calls return 0 with 'changed'")
for what, (status, event) in (("known SCARD_STATE_PRESENT", constant), (f"known {known:#x}", counted)):
    print(f"seen:    {what}: returns {status:#x}, event count {known >> 16} -> {event >> 16}, changed {bool(event & CHANGED)}")
sys.exit(not (constant[0] == TIMEOUT and not constant[1] & CHANGED and constant[1] >> 16 > known >> 16
              and counted[0] == 0 and counted[1] & CHANGED))
END
# In namespaces of their own, where they meet no other pcscd and end together.
LD_LIBRARY_PATH=$(echo usr/lib/*-linux-gnu)
export LD_LIBRARY_PATH
unshare --mount --pid --net --fork --kill-child --mount-proc sh -ec '
  mount -t tmpfs tmpfs /run && mkdir /run/pcscd && ip link set lo up
  usr/sbin/pcscd --foreground --config "$PWD/reader" >pcscd.log 2>&1 &
  timeout 50 python3 swap.py libpcsclite.so.1'

#!/bin/sh
# pygatt 5.0.0 (PyPI), a Python client for the BLED112: what its scan callback shows of a device that advertises again.
#
# One would guess: the callback is called for each advertisement, so it shows that advertisement: its RSSI and its data.
# What is seen: the RSSI is the new one, the data are the first that the device has sent. Newer data replace them only if they have
# more fields; a manufacturer's field with another value is not taken over for as long as the scan runs.
# Why it matters here: someone who checks with pygatt what a band tells in that field sees it come nearer and never change its state,
# and looks for the fault in the band or in this program.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
pip install --quiet --no-deps --root-user-action ignore --disable-pip-version-check --target "$folder" pygatt==5.0.0 pyserial==3.5

cat >"$folder/scan.py" <<'END'
import os
import pty
import sys
import threading
import tty

from pygatt import BGAPIBackend

ADDRESS = "AB:CD:EF:12:34:56"
SENT = [(-60, "01"), (-50, "02"), (-40, "03")]  # RSSI in dBm, the last byte of the manufacturer's field


def scan_response(rssi, state):
    data = bytes.fromhex("020106" + "04ffffff" + state)  # flags; company identifier 0xFFFF, for tests
    payload = bytes([rssi & 0xFF, 0]) + bytes.fromhex(ADDRESS.replace(":", ""))[::-1] + bytes([0, 0xFF, len(data)]) + data
    return bytes([0x80, len(payload), 6, 0]) + payload


def dongle(master):
    """Says yes to every command, and advertises once discovery was asked for."""
    while True:
        _, length, group, command = header = os.read(master, 4)
        os.read(master, length) if length else None
        result = b"" if (group, command) == (5, 1) else b"\0\0"  # sm_set_bondable_mode is answered without a result
        os.write(master, bytes([0, len(result), group, command]) + result)
        if (group, command) == (6, 2):  # gap_discover
            for rssi, state in SENT:
                os.write(master, scan_response(rssi, state))


def shown(devices, address, packet_type):
    fields = devices[address].packet_data[packet_type]
    seen.append((devices[address].rssi, fields["manufacturer_specific_data"].hex()[-2:]))
    return len(seen) == len(SENT)


seen = []
master, slave = pty.openpty()
tty.setraw(slave)
threading.Thread(target=dongle, args=[master], daemon=True).start()
backend = BGAPIBackend(serial_port=os.ttyname(slave))
backend.start(reset=False)
backend.scan(timeout=20, scan_cb=shown)
backend.stop()
print("guessed: RSSI and state", SENT)
print("seen:    RSSI and state", seen)
sys.exit(seen != [(rssi, "01") for rssi, _ in SENT])
END
PYTHONPATH=$folder PYTHONDONTWRITEBYTECODE=1 timeout 50 python3 "$folder/scan.py"

#!/bin/sh
# pygatt 5.0.0 (PyPI), a Python client for the BLED112: which address type it reads from a BGAPI scan response.
#
# One would guess: "address_type" is 0 for a public and 1 for a random address, as it stands in the packet, and "bond" is 0xFF for a
# device without a bond. The rest of the decoded event is right, so these look right too.
# What is seen: each is read one field too far on. "address_type" is the bond handle, 255 for every device that is not bonded, and
# "bond" is the length of the advertising data.
# Why it matters here: whoever checks this program's decoder against pygatt finds a difference and looks for the fault on the wrong
# side; and a list of known bands that was made with pygatt holds address types that no band has.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
pip install --quiet --no-deps --root-user-action ignore --disable-pip-version-check --target "$folder" pygatt==5.0.0 pyserial==3.5

cat >"$folder/decode.py" <<'END'
import sys

from pygatt.backends.bgapi.bglib import BGLib

ADVERTISING_DATA = bytes.fromhex("020106")  # flags: general discoverable, LE only
NO_BOND = 0xFF


def scan_response(address_type):
    """gap_scan_response: RSSI -60 dBm, connectable, address, address type, bond handle, advertising data with its length."""
    payload = (
        bytes([0xC4, 0])
        + bytes.fromhex("563412efcdab")
        + bytes([address_type, NO_BOND, len(ADVERTISING_DATA)])
        + ADVERTISING_DATA
    )
    return bytes([0x80, len(payload), 6, 0]) + payload


def read(address_type):
    _, event = BGLib().decode_packet(scan_response(address_type))
    assert event["rssi"] == -60 and event["data"] == ADVERTISING_DATA, event
    return event["address_type"], event["bond"]


seen = [read(0), read(1)]
print("guessed: address type and bond (0, 255) of a public address, (1, 255) of a random one")
print(f"seen:    address type and bond {seen[0]} of a public address, {seen[1]} of a random one")
sys.exit(seen != [(NO_BOND, len(ADVERTISING_DATA))] * 2)
END
PYTHONPATH=$folder PYTHONDONTWRITEBYTECODE=1 python3 "$folder/decode.py"

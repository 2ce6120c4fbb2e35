#!/bin/sh
# bluetooth-numbers 1.1.2 (PyPI): its table of 16-bit UUIDs, as programs use it to name what an advertisement carries.
#
# One would guess: the UUID of a member, 0xFE9F (Google LLC) for example, is a key of the table, as 0x180D
# (Heart Rate) is; a table of numbers that is generated from the Bluetooth SIG's list has them right or not at all.
# What is seen: the services up to 0x18FF stand there as they should. The UUIDs of members and standards bodies are written as decimal
# digits behind 0x: the key of 0xFE9F, which is 65183, is 0x65183. So looking up 0xFE9F finds nothing, and no error says why; hundreds of
# keys do not fit into 16 bits.
# Why it matters here: a scan that names UUIDs by this table names the services of a heart-rate belt and none of a beacon. Whoever uses it
# has to read the hexadecimal digits of keys above 0xFFFF as decimal ones.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check bluetooth-numbers==1.1.2
"$folder/venv/bin/python" - <<'END'
import bluetooth_numbers

service = bluetooth_numbers.service
wide = [uuid for uuid in service if isinstance(uuid, int) and uuid > 0xFFFF]
mended = [uuid for uuid in wide if 0 <= int(format(uuid, "x")) <= 0xFFFF]
print("Heart Rate at 0x180D:", 0x180D in service)
print("0xFE9F:", service.get(0xFE9F), "; 0x65183:", service.get(0x65183))
print("keys above 16 bits:", len(wide), "; of these 16 bits if read as decimal:", len(mended))
assert 0x180D in service
assert 0xFE9F not in service and 0x65183 in service
assert len(wide) == len(mended) > 500
END
echo "as described"

#!/bin/sh
# websockets 17.4 (PyPI), the usual way to write an agent in Python: when it answers a ping.
#
# One would guess: at once, since the library answers pings by itself, whatever the program around it is doing.
# What is seen: only while the program keeps reading. Once about 16 messages (max_queue) wait unread the library stops reading the
# socket, and the ping behind them is not seen until the program takes messages again.
# Why it matters here: an agent that writes a database for a while looks dead to the pings of this program, though its process, its
# event loop and the network are well. "No pong" says that the agent does not keep up, not that the network is broken.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
pip install --quiet --no-deps --root-user-action ignore --disable-pip-version-check --target "$folder" websockets==17.4

cat >"$folder/ping.py" <<'END'
import asyncio
import sys

from websockets.asyncio.client import connect
from websockets.asyncio.server import serve


async def answered(connection, seconds):
    try:
        await asyncio.wait_for(await connection.ping(), seconds)
        return True
    except asyncio.TimeoutError:
        return False


async def main():
    reads = asyncio.Event()

    async def agent(connection):
        await reads.wait()
        async for _ in connection:
            pass

    async with serve(agent, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        async with connect(f"ws://127.0.0.1:{port}", ping_interval=None) as endpoint:
            seen = [await answered(endpoint, 20)]
            for number in range(60):
                await endpoint.send(f"tap {number}")
                await asyncio.sleep(0)
            seen.append(await answered(endpoint, 5))
            reads.set()
            seen.append(await answered(endpoint, 20))
    print("guessed: a ping is answered with nothing unread True, with 60 messages unread True, once they are read True")
    print("seen:    a ping is answered with nothing unread {}, with 60 messages unread {}, once they are read {}".format(*seen))
    return seen != [True, False, True]


sys.exit(asyncio.run(main()))
END
PYTHONPATH=$folder PYTHONDONTWRITEBYTECODE=1 python3 "$folder/ping.py"

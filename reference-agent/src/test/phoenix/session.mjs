// The official Phoenix client, as an endpoint, against a running agent:
//
//   npm ci && node session.mjs ws://127.0.0.1:9120/socket
//
// Prints what it does and hears, one line each; ends with status 1 at the first thing that is not as it should be.
import { Socket } from "phoenix";
import WebSocket from "ws";

const url = process.argv[2];
const PATIENCE_MS = 10_000;
const BAND = "C2:FA:D7:F0:D7:96";

function say(text) {
  console.log(text);
}

function envelope(operation, payload) {
  return { operation, exchange: null, payload, status: 0, error: {} };
}

function expect(actual, expected, what) {
  const [a, e] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== e) {
    throw new Error(`${what}: expected ${e}, got ${a}`);
  }
}

/** The answer to a push: [status, response]. */
function answer(push) {
  return new Promise((resolve, reject) => {
    push
      .receive("ok", (response) => resolve(["ok", response]))
      .receive("error", (response) => resolve(["error", response]))
      .receive("timeout", () => reject(new Error("no answer in time")));
  });
}

async function push(channel, operation, payload) {
  const [status, response] = await answer(channel.push(operation, envelope(operation, payload)));
  say(`${channel.topic}  ${operation}  ->  ${status} ${JSON.stringify(response)}`);
  return [status, response];
}

function next(channel, event) {
  return new Promise((resolve) => {
    const ref = channel.on(event, (payload) => {
      channel.off(event, ref);
      say(`${channel.topic}  <-  ${event} ${JSON.stringify(payload)}`);
      resolve(payload);
    });
  });
}

async function session() {
  const heartbeats = [];
  const socket = new Socket(url, {
    transport: WebSocket,
    heartbeatIntervalMs: 200,
    timeout: 5_000,
  });
  const opened = new Promise((resolve) => socket.onOpen(resolve));
  socket.onMessage((message) => {
    if (message.topic === "phoenix" && message.event === "phx_reply") {
      heartbeats.push(message.payload.status);
    }
  });
  socket.connect();
  await opened;
  say(`connected to ${socket.endPointURL()}`);

  const wrong = socket.channel("room:lobby", {});
  const [refused, why] = await answer(wrong.join());
  say(`room:lobby  join  ->  ${refused} ${JSON.stringify(why)}`);
  expect([refused, why], ["error", { reason: "unmatched topic" }], "join of a foreign topic");
  wrong.leave();

  const channel = socket.channel("endpoint:desk-7", {});
  const [joined, response] = await answer(channel.join());
  say(`endpoint:desk-7  join  ->  ${joined} ${JSON.stringify(response)}`);
  expect(joined, "ok", "join");

  expect(
    await push(channel, "endpoint", { endpoint_id: "another", version: "js", platform: "node" }),
    ["error", { reason: "endpoint_id is not that of the topic" }],
    "the id of another",
  );
  const ok = ["ok", {}];
  expect(await push(channel, "endpoint", { endpoint_id: "desk-7", version: "js", platform: "node" }), ok, "endpoint");
  expect(await push(channel, "ble_ready", {}), ok, "ble_ready");
  const weak = { device: BAND, state: "weak", proximity: "near", service_request_state: 0 };
  expect(await push(channel, "presence", weak), ok, "presence");
  const tap = { device: BAND, type: "BLE", time: "2026-11-22T10:15:30.123Z" };
  expect(await push(channel, "intent", tap), ok, "intent");

  const answered = next(channel, "reboot");
  expect(await push(channel, "reboot", {}), ok, "an operation that nobody knows");
  expect((await answered).status, 4040, "its answer");

  const malformed = next(channel, "error");
  expect(await push(channel, "presence", { device: "no address" }), ok, "a presence that is none");
  expect((await malformed).status, 4000, "its answer");

  const [left] = await answer(channel.leave());
  say(`endpoint:desk-7  leave  ->  ${left}`);
  expect(left, "ok", "leave");

  const again = socket.channel("endpoint:desk-7", {});
  expect((await answer(again.join()))[0], "ok", "join again");
  say("endpoint:desk-7  join again  ->  ok");
  expect(await push(again, "endpoint", { endpoint_id: "desk-7", version: "js", platform: "node" }), ok, "endpoint");

  const replaced = new Promise((resolve) => again.onClose(resolve));
  const second = new Socket(url, { transport: WebSocket, timeout: 5_000 });
  second.connect();
  const other = second.channel("endpoint:desk-7", {});
  expect((await answer(other.join()))[0], "ok", "join by another connection");
  expect(await push(other, "endpoint", { endpoint_id: "desk-7", version: "js", platform: "node" }), ok, "endpoint");
  await replaced;
  say("endpoint:desk-7  <-  phx_close: another connection took its place");

  const started = Date.now();
  while (heartbeats.length < 2 && Date.now() - started < PATIENCE_MS) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(heartbeats.slice(0, 2), ["ok", "ok"], "answers to heartbeats");
  say("phoenix  heartbeat  ->  ok, ok");
  await Promise.all([socket, second].map((each) => new Promise((resolve) => each.disconnect(resolve))));
  say("done");
}

const timer = setTimeout(() => {
  console.error("the session did not end in time");
  process.exit(1);
}, 3 * PATIENCE_MS);

try {
  await session();
  clearTimeout(timer);
  process.exit(0);
} catch (error) {
  console.error(error);
  process.exit(1);
}

// The console page: wires its parts together.

import {byId, say, lamp, masked} from './page.js';
import {Link} from './link.js';
import {Samples} from './samples.js';
import {Signal} from './signal.js';
import {Bands} from './bands.js';
import {Endpoints} from './endpoints.js';
import {Events} from './events.js';
import {startTrying, compose} from './try.js';

const LEASE_S = 60, RENEW_MS = 20000;

const events = new Events();
const samples = new Samples();
const signal = new Signal(samples);
const bands = new Bands(samples, device => signal.choose(device));
const endpoints = new Endpoints(choose);
let everOpen = false, renewal = 0;

const link = new Link({
  opened() {
    lamp(byId('connection'), 'good', 'connected');
    byId('away').hidden = true;
    note('link', everOpen ? 'The agent is back.' : 'Connected to the agent.', {spoken: everOpen});
    everOpen = true;
    subscribe();
    endpoints.poll();
  },
  closed(wasOpen) {
    lamp(byId('connection'), 'bad', 'no agent');
    byId('away').hidden = false;
    if (wasOpen) {
      note('link', 'The agent is gone; the page tries again by itself.', {trouble: true, spoken: true});
      bands.lost();
      adapter('', 'unknown', '');
    }
  },
  said,
  nonsense(why) { note('link', 'The agent sent what is not JSON: ' + why, {trouble: true}); },
});

function note(kind, text, more = {}) {
  events.note(kind, text, {endpoint: endpoints.chosen || '', ...more});
}

// ---- the endpoint that is looked at

function choose(id) {
  samples.clear();
  signal.forgetEndpoint();
  bands.threshold = null;
  bands.clear();
  adapter('', 'waiting', '');
  say(byId('desk-head'), id);
  byId('desk').hidden = false;
  byId('nobody').hidden = true;
  byId('t-endpoint').value = id;
  compose();
  subscribe();
}

function subscribe() {
  const id = endpoints.chosen;
  if (id === null || !link.open) return;
  link.ask('subscribe_endpoint', {endpoint_id: id});
  listen();
}

function adapter(kind, text, why) {
  lamp(byId('adapter'), kind, text);
  byId('adapter-why').hidden = !why;
  say(byId('adapter-why'), why);
}

// ---- telemetry: only while somebody looks

const wanted = () => byId('listen').checked && !document.hidden;

function listen() {
  clearTimeout(renewal);
  if (!link.open || endpoints.chosen === null) return;
  if (!wanted()) {
    link.ask('telemetry', {seconds: 0}, () => {});
    return;
  }
  const id = endpoints.chosen;
  link.ask('telemetry', {seconds: LEASE_S}, answer => {
    if (id !== endpoints.chosen) return;
    const ok = answer.status === 0;
    byId('no-telemetry').hidden = ok || answer.status === 5100;
    if (ok) {
      signal.version = (endpoints.current || {}).version || '';
      signal.ruled(answer.payload);
      bands.threshold = answer.payload.rssi_tap_threshold;
    } else if (answer.status !== 5100) {
      say(byId('no-telemetry'), 'This endpoint sends no samples (' + answer.status + ' ' + (answer.error.error_description || '') + ').');
    }
  });
  renewal = setTimeout(listen, RENEW_MS);
}
byId('listen').addEventListener('change', listen);
document.addEventListener('visibilitychange', listen);

// ---- what the agent says

function said(message) {
  const p = message.payload || {};
  switch (message.operation) {
    case 'telemetry': if (p.bands) samples.take(p); return;
    case 'ble_ready':
      adapter('good', 'adapter scanning', '');
      note('adapter', 'The Bluetooth adapter is scanning.');
      endpoints.poll();
      listen();
      return;
    case 'error': trouble(message); return;
    case 'presence': if (p.device) presence(p); return;
    case 'intent': if (p.device) intent(p); return;
    default:
      if (message.status) note('link', message.operation + ' was answered with ' + message.status + '.', {trouble: true});
  }
}

function trouble({status, error = {}}) {
  const why = [error.error_description, error.error_specifics].filter(Boolean).join(': ');
  if (status === 5100) adapter('bad', 'not connected', '');
  else adapter('bad', status === 5000 ? 'no adapter' : 'adapter failed', why);
  note('adapter', status + ' ' + why, {trouble: true, spoken: true});
  endpoints.poll();
}

function presence(p) {
  if (!bands.presence(p)) return;
  if (p.state === 'absent') samples.mark(p.device, 'absent');
  const near = p.proximity && p.proximity !== 'unknown' ? ', ' + p.proximity : '';
  const request = p.service_request_state ? ', service request ' + p.service_request_state : '';
  note('presence', p.device + ' is ' + p.state + near + request, {device: p.device});
}

function intent(p) {
  bands.intent(p);
  const nfc = p.type === 'NFC';
  if (nfc) samples.mark(p.device, 'nfc');
  note('tap', 'Tap by ' + (nfc ? 'NFC' : 'Bluetooth') + ': ' + p.device + (nfc ? ', card ' + masked(p.nfc_uid) + ' on ' + p.reader : ''),
    {device: p.device, spoken: true});
}

startTrying();
events.draw();
link.connect();
endpoints.poll();

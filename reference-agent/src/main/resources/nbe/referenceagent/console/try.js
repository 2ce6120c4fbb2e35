// The try-it panel: an NEA of its own, over a connection of its own. Shows what was sent and what came.

import {byId, make, clock, aloud} from './page.js';
import {socketUrl} from './link.js';

const TALK_AT_MOST = 50;
let talk = null, counter = 0;

function query() {
  const by = byId('t-by').value;
  return by === 'user' ? {Domain: byId('t-domain').value, Username: byId('t-username').value} : {[by]: byId('t-value').value.trim()};
}

export function compose() {
  const operation = byId('operation').value, by = byId('t-by').value;
  document.querySelectorAll('[data-for]').forEach(n => { n.hidden = n.dataset.for !== operation; });
  document.querySelectorAll('[data-by]').forEach(n => { n.hidden = !n.dataset.by.split(' ').includes(by); });
  byId('t-value-name').textContent = by;
  const device = byId('t-device').value.trim();
  const payload = operation === 'subscribe_endpoint' ? {endpoint_id: byId('t-endpoint').value.trim()}
    : operation === 'presence' ? (device ? {device} : {})
    : {nes_url: '', query: query(), lookup_keys: [...document.querySelectorAll('[name=key]:checked')].map(k => k.value)};
  byId('t-message').value = JSON.stringify({operation, exchange: 'try-' + (counter + 1), payload, status: 0, error: {}}, null, 2);
}

/** The outcome in a word, for the head of a message. */
function outcome(text) {
  try {
    const message = JSON.parse(text);
    return message.status ? message.operation + ', status ' + message.status : String(message.operation);
  } catch (bad) {
    return 'no JSON';
  }
}

function show(className, head, text) {
  let pretty = text;
  try { pretty = JSON.stringify(JSON.parse(text), null, 2); } catch (bad) { pretty = text; }
  const item = make('li', className), title = make('p', 'quiet');
  title.append(make('b', '', head), ' ' + outcome(text) + ' ', make('time', 'mono', clock(new Date(), 3)));
  item.append(title, make('pre', '', pretty));
  const list = byId('talk');
  list.prepend(item);
  while (list.children.length > TALK_AT_MOST) list.lastChild.remove();
  byId('no-talk').hidden = true;
}

function note(text) {
  byId('talk').prepend(make('li', 'quiet', text));
  byId('no-talk').hidden = true;
}

function talking() {
  if (talk && talk.readyState <= WebSocket.OPEN) return talk;
  const mine = talk = new WebSocket(socketUrl);
  mine.onmessage = e => { show('received', 'Received', e.data); aloud('received: ' + outcome(e.data)); };
  mine.onclose = e => note('The connection was closed: ' + e.code + ' ' + e.reason);
  return mine;
}

export function startTrying() {
  byId('try-form').addEventListener('input', e => { if (e.target !== byId('t-message')) compose(); });
  byId('try-form').addEventListener('submit', e => {
    e.preventDefault();
    const text = byId('t-message').value, to = talking();
    const send = () => { to.send(text); show('sent', 'Sent', text); };
    if (to.readyState === WebSocket.OPEN) send(); else to.addEventListener('open', send, {once: true});
    counter++;
    byId('t-message').value = text.replace('"try-' + counter + '"', '"try-' + (counter + 1) + '"');
  });
  byId('talk-clear').addEventListener('click', () => { byId('talk').replaceChildren(); byId('no-talk').hidden = false; });
  compose();
}

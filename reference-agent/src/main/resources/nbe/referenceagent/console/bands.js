// The bands of the chosen endpoint: state, proximity, last intent, and a small plot of each.

import {byId, make, say, lamp, clock, dbm, seldom} from './page.js';
import {spark} from './plot.js';
import {VERDICTS} from './signal.js';

const STATES = {weak: ['good', 'weak'], unauthenticated: ['warn', 'unauthenticated'], absent: ['', 'absent']};
const SHOWN_AT_MOST = 40, SPARK_MS = 15000, FRAME_MS = 250, FRESH_MS = 3000;

export class Bands {
  constructor(samples, onChoose) {
    this.samples = samples;
    this.onChoose = onChoose;
    this.all = new Map();
    this.rows = new Map();
    this.chosen = null;
    this.threshold = null;
    this.drawSoon = seldom(100, () => this.draw());
    byId('bands-filter').addEventListener('input', () => this.draw());
    setInterval(() => { if (!document.hidden) this.drawSignals(); }, FRAME_MS);
  }

  clear() {
    this.all.clear();
    this.chosen = null;
    this.onChoose(null);
    this.draw();
  }

  /** All that were present are not known of any more. */
  lost() {
    this.all.forEach(band => { band.state = 'absent'; band.proximity = 'unknown'; });
    this.draw();
  }

  of(device) {
    if (!this.all.has(device)) this.all.set(device, {device, state: 'absent', proximity: 'unknown', request: 0, tap: ''});
    return this.all.get(device);
  }

  presence({device, state, proximity, service_request_state: request}) {
    const before = this.all.get(device);
    if (state === 'absent' && !before) return false; // a farewell from the endpoint chosen before
    Object.assign(this.of(device), {state, proximity, request});
    this.changed();
    return true;
  }

  intent({device, type, time}) {
    const when = Date.parse(time);
    this.of(device).tap = (Number.isNaN(when) ? '' : clock(when, 1) + ' ') + (type === 'NFC' ? 'NFC' : 'Bluetooth');
    this.changed();
  }

  changed() {
    if (this.chosen === null) {
      const first = [...this.all.values()].find(band => band.state === 'weak') || [...this.all.values()].find(band => band.state !== 'absent');
      if (first) this.choose(first.device);
    }
    this.drawSoon();
  }

  choose(device) {
    this.chosen = device;
    this.onChoose(device);
    this.rows.forEach((row, of) => { row.classList.toggle('chosen', of === device); row.querySelector('input').checked = of === device; });
  }

  draw() {
    const words = byId('bands-filter').value.trim().toLowerCase();
    const sorted = [...this.all.values()].sort((a, b) => (a.state === 'absent') - (b.state === 'absent') || (a.device < b.device ? -1 : 1));
    const fitting = sorted.filter(band => (band.device + ' ' + band.state + ' ' + band.proximity).toLowerCase().includes(words));
    const shown = fitting.slice(0, SHOWN_AT_MOST);
    const body = byId('bands').tBodies[0];
    const wanted = new Set(shown.map(band => band.device));
    this.rows.forEach((row, device) => { if (!wanted.has(device)) { row.remove(); this.rows.delete(device); } });
    shown.forEach((band, i) => {
      const row = this.row(band);
      if (body.rows[i] !== row) body.insertBefore(row, body.rows[i] || null); // moves only what has to: the focus stays
    });
    byId('bands').hidden = shown.length === 0;
    byId('no-bands').hidden = shown.length > 0;
    say(byId('no-bands'), this.all.size ? 'No band fits the filter.' : 'No band has been seen at this endpoint.');
    byId('bands-filter-part').hidden = this.all.size <= 5;
    say(byId('bands-more'), fitting.length > shown.length ? (fitting.length - shown.length) + ' more: the filter finds them.' : '');
    const present = sorted.filter(band => band.state !== 'absent').length;
    say(byId('bands-count'), sorted.length ? present + ' present' + (sorted.length > present ? ', ' + (sorted.length - present) + ' absent' : '') : '');
    byId('known-bands').replaceChildren(...sorted.slice(0, 200).map(band => new Option(band.device)));
    this.drawSignals();
  }

  row(band) {
    let row = this.rows.get(band.device);
    if (!row) {
      row = make('tr');
      const cell = (name, node) => {
        const td = make('td');
        td.dataset.name = name;
        td.append(node);
        row.append(td);
        return node;
      };
      const label = cell('Band', make('label', 'pick'));
      const radio = make('input');
      radio.type = 'radio';
      radio.name = 'band';
      radio.addEventListener('change', () => this.choose(band.device));
      label.append(radio, make('span', 'mono', band.device));
      row.parts = {
        state: cell('State', make('span', 'lamp')),
        proximity: cell('Proximity', make('span')),
        now: cell('RSSI', make('span', 'mono')),
        spark: cell('Signal, 15 s', make('canvas', 'spark')),
        why: cell('Tap rule', make('span', 'quiet')),
        tap: cell('Last intent', make('span')),
      };
      row.parts.spark.setAttribute('aria-hidden', 'true');
      row.addEventListener('click', event => { if (event.target !== radio && !event.target.closest('label')) radio.click(); });
      this.rows.set(band.device, row);
    }
    row.className = (band.state === 'absent' ? 'gone' : '') + (band.device === this.chosen ? ' chosen' : '');
    row.querySelector('input').checked = band.device === this.chosen;
    const [kind, word] = STATES[band.state] || ['', String(band.state)];
    lamp(row.parts.state, kind, word + (band.request ? ', request ' + band.request : ''));
    say(row.parts.proximity, band.proximity === 'unknown' ? '–' : band.proximity);
    say(row.parts.tap, band.tap || '–');
    return row;
  }

  drawSignals() {
    const now = this.samples.now();
    this.rows.forEach((row, device) => {
      const track = this.samples.tracks.get(device), last = track ? track.length - 1 : -1;
      const fresh = last >= 0 && now - track.at[last] < FRESH_MS;
      say(row.parts.now, fresh ? dbm(track.rssi[last]) : '–');
      say(row.parts.why, fresh ? VERDICTS[track.verdict[last]] || track.verdict[last] : '–');
      spark(row.parts.spark, track, now - SPARK_MS, now, this.threshold);
    });
  }
}

// The event log: bounded, filtered by kind, band and words, saved as JSON lines or CSV.

import {byId, make, say, clock, aloud, download, fileTime, seldom} from './page.js';

const KEPT_AT_MOST = 5000, SHOWN_AT_MOST = 200;

export class Events {
  constructor() {
    this.all = [];
    this.total = 0;
    this.drawSoon = seldom(100, () => this.draw());
    for (const id of ['kind', 'log-band']) byId(id).addEventListener('change', () => this.draw());
    byId('log-filter').addEventListener('input', () => this.draw());
    byId('clear').addEventListener('click', () => { this.all = []; this.draw(); aloud('the event log is empty'); });
    byId('save').addEventListener('click', () => this.save());
  }

  /** kind: tap, presence, adapter, link. trouble: to be seen as such. spoken: read out, too. */
  note(kind, text, {endpoint = '', device = '', trouble = false, spoken = false, at = new Date()} = {}) {
    this.all.push({at, endpoint, kind, device, text, trouble});
    if (this.all.length > KEPT_AT_MOST) this.all.shift();
    if (device && ![...byId('log-band').options].some(o => o.value === device)) byId('log-band').append(new Option(device));
    this.drawSoon();
    if (spoken) aloud(text);
  }

  fitting() {
    const kind = byId('kind').value, device = byId('log-band').value, words = byId('log-filter').value.trim().toLowerCase();
    return this.all.filter(e => (!kind || (kind === 'trouble' ? e.trouble : e.kind === kind)) && (!device || e.device === device)
      && (!words || (e.text + ' ' + e.endpoint).toLowerCase().includes(words)));
  }

  draw() {
    const fitting = this.fitting();
    byId('log').replaceChildren(...fitting.slice(-SHOWN_AT_MOST).reverse().map(e => {
      const item = make('li', e.kind + (e.trouble ? ' trouble' : ''));
      const time = make('time', 'mono', clock(e.at, 3));
      time.dateTime = e.at.toISOString();
      item.append(time, make('span', '', e.text));
      return item;
    }));
    const shown = Math.min(fitting.length, SHOWN_AT_MOST);
    say(byId('log-count'), this.all.length === 0 ? '' : fitting.length === this.all.length ? String(fitting.length) : fitting.length + ' of ' + this.all.length);
    say(byId('log-more'), fitting.length > shown ? 'The newest ' + shown + ' are shown; all ' + fitting.length + ' are saved.' : '');
    byId('no-events').hidden = shown > 0;
    say(byId('no-events'), this.all.length ? 'No event fits the filter.' : 'Nothing has happened yet.');
  }

  save() {
    const rows = this.fitting(), csv = byId('format').value === 'csv';
    download('nbe-events-' + fileTime() + (csv ? '.csv' : '.jsonl'), csv ? 'text/csv' : 'application/x-ndjson', csv ? asCsv(rows) : asJsonLines(rows));
  }
}

export function asJsonLines(rows) {
  return rows.map(e => JSON.stringify({time: e.at.toISOString(), endpoint: e.endpoint, kind: e.kind, device: e.device, text: e.text}) + '\n').join('');
}

/** RFC 4180. What a spreadsheet would take for a formula begins with an apostrophe. */
export function asCsv(rows) {
  const field = text => '"' + String(text).replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""') + '"';
  const lines = rows.map(e => [e.at.toISOString(), e.endpoint, e.kind, e.device, e.text].map(field).join(','));
  return ['time,endpoint,kind,device,text', ...lines].join('\r\n') + '\r\n';
}

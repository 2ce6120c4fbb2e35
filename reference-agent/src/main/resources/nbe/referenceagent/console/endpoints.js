// The list of endpoints. It is asked for every few seconds; only what fits the filter is drawn, and never all of a thousand.

import {byId, make, say, lamp} from './page.js';

const ADAPTERS = {ready: ['good', 'scanning'], missing: ['bad', 'no adapter'], failed: ['bad', 'adapter failed'], unknown: ['', 'adapter unknown']};
const SHOWN_AT_MOST = 40, POLL_MS = 2000, POLL_MANY_MS = 5000, MANY = 200;

export class Endpoints {
  constructor(onChoose) {
    this.onChoose = onChoose;
    this.list = [];
    this.rows = new Map();
    this.chosen = null;
    this.timer = 0;
    this.asked = 0;
    byId('endpoints-filter').addEventListener('input', () => this.draw());
    document.addEventListener('visibilitychange', () => { if (!document.hidden) this.poll(); });
    addEventListener('hashchange', () => { const id = this.wanted(); if (id && this.list.some(e => e.endpoint_id === id)) this.choose(id); });
  }

  wanted() {
    try { return decodeURIComponent(location.hash.slice(1)); } catch (bad) { return ''; }
  }

  async poll() {
    clearTimeout(this.timer);
    const mine = ++this.asked;
    if (!document.hidden) {
      try {
        const answer = await fetch('endpoints', {cache: 'no-store'});
        const list = answer.ok ? (await answer.json()).endpoints : null;
        if (mine !== this.asked) return;
        if (list) { this.list = list; this.draw(); }
      } catch (gone) {
        if (mine !== this.asked) return; // the lamp in the head says that the agent is gone
      }
    }
    this.timer = setTimeout(() => this.poll(), this.list.length > MANY ? POLL_MANY_MS : POLL_MS);
  }

  choose(id) {
    if (this.chosen === id) return;
    this.chosen = id;
    history.replaceState(null, '', '#' + encodeURIComponent(id));
    this.draw();
    this.onChoose(id);
  }

  get current() { return this.list.find(e => e.endpoint_id === this.chosen) || null; }

  draw() {
    if (this.chosen === null && this.list.length) {
      const wanted = this.wanted();
      this.choose((this.list.find(e => e.endpoint_id === wanted) || this.list.find(e => e.connected) || this.list[0]).endpoint_id);
      return;
    }
    const words = byId('endpoints-filter').value.trim().toLowerCase();
    const text = e => (e.endpoint_id + ' ' + e.platform + ' ' + (e.connected ? ADAPTERS[e.adapter][1] : 'not connected')).toLowerCase();
    const fitting = this.list.filter(e => text(e).includes(words));
    // The chosen one is always in sight; then those in trouble, then the rest, each as they first connected.
    const rank = e => e.endpoint_id === this.chosen ? 0 : !e.connected || e.adapter === 'missing' || e.adapter === 'failed' ? 1 : 2;
    const shown = [...fitting].sort((a, b) => this.list.length > SHOWN_AT_MOST ? rank(a) - rank(b) : 0).slice(0, SHOWN_AT_MOST);
    const wanted = new Set(shown.map(e => e.endpoint_id)), box = byId('endpoints');
    this.rows.forEach((row, id) => { if (!wanted.has(id)) { row.remove(); this.rows.delete(id); } });
    shown.forEach((e, i) => {
      const row = this.row(e);
      if (box.children[i] !== row) box.insertBefore(row, box.children[i] || null);
    });
    byId('no-endpoints').hidden = shown.length > 0;
    say(byId('no-endpoints'), this.list.length ? 'No endpoint fits the filter.' : 'None has connected yet. They appear here by themselves.');
    byId('endpoints-filter-part').hidden = this.list.length <= 5;
    say(byId('endpoints-more'), fitting.length > shown.length ? (fitting.length - shown.length) + ' more: the filter finds them.' : '');
    const connected = this.list.filter(e => e.connected).length;
    say(byId('endpoints-count'), this.list.length ? connected + ' of ' + this.list.length + ' connected' : '');
    const known = byId('known-endpoints');
    if (known.dataset.size !== String(this.list.length)) {
      known.dataset.size = this.list.length;
      known.replaceChildren(...this.list.slice(0, 200).map(e => new Option(e.endpoint_id)));
    }
  }

  row(e) {
    let row = this.rows.get(e.endpoint_id);
    if (!row) {
      row = make('label', 'endpoint');
      const radio = make('input');
      radio.type = 'radio';
      radio.name = 'endpoint';
      radio.addEventListener('change', () => this.choose(e.endpoint_id));
      row.append(radio, make('b', '', e.endpoint_id), make('span', 'lamp'), make('small', 'quiet'));
      this.rows.set(e.endpoint_id, row);
    }
    const [kind, word] = e.connected ? ADAPTERS[e.adapter] || ['', e.adapter] : ['bad', 'not connected'];
    lamp(row.querySelector('.lamp'), kind, word);
    say(row.querySelector('small'), e.bands_present + (e.bands_present === 1 ? ' band' : ' bands'));
    row.classList.toggle('chosen', e.endpoint_id === this.chosen);
    row.querySelector('input').checked = e.endpoint_id === this.chosen;
    return row;
  }
}

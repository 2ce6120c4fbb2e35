// The signal of the chosen band: plot, readings, why it fired or did not, and what another threshold would have done.

import {byId, make, say, clock, dbm, download, fileTime, seldom} from './page.js';
import {tapRule} from './tap-rules.js';
import {tapsUnder, recording} from './samples.js';
import {Plot} from './plot.js';

const FRAME_MS = matchMedia('(prefers-reduced-motion: reduce)').matches ? 500 : 100;
const SWEEP_FROM = -80, SWEEP_TO = -38, SWEEP_MS = 1000, FRESH_MS = 3000;

export const VERDICTS = {
  tap: 'tap', below: 'below', too_few: 'too few samples', scattered: 'scattered', stale: 'left already', must_fall: 'must fall first',
  not_weak: 'not authenticated', late: 'late', off: 'taps are off',
};

export class Signal {
  constructor(samples) {
    this.samples = samples;
    this.device = null;
    this.rule = null;
    this.tried = null;
    this.heldAt = null;
    this.version = '';
    this.plot = new Plot(byId('plot'));
    this.plot.onCursor = index => this.pointAt(index);
    this.shown = null;
    this.later = seldom(SWEEP_MS, () => this.sweep());
    byId('span').addEventListener('change', () => { this.later(); this.draw(); });
    byId('adapter-choice').addEventListener('change', () => this.draw());
    byId('hold').addEventListener('click', () => this.hold(this.heldAt === null));
    byId('save-samples').addEventListener('click', () => this.save());
    byId('tried').addEventListener('input', () => this.tryOut(Number(byId('tried').value)));
    byId('tried-number').addEventListener('change', () => this.tryOut(Number(byId('tried-number').value)));
    byId('tried-back').addEventListener('click', () => this.rule && this.tryOut(this.rule.thresholdDbm));
    byId('as-text').addEventListener('toggle', () => this.tell());
    setInterval(() => { if (!document.hidden) this.draw(); }, FRAME_MS);
    setInterval(() => { if (!document.hidden) { this.tell(); if (this.device) this.later(); } }, SWEEP_MS);
    addEventListener('themechange', () => this.drawSweep());
    new ResizeObserver(() => this.drawSweep()).observe(byId('sweep'));
  }

  /** What the endpoint said of its rule; null: it says nothing. */
  ruled(payload) {
    this.rule = payload && {rule: payload.tap_detector, windowTap: payload.rssi_window_tap, thresholdDbm: payload.rssi_tap_threshold};
    if (!this.rule) return;
    byId('tried').min = SWEEP_FROM;
    byId('tried').max = SWEEP_TO;
    say(byId('rule'), this.rule.rule + ', window ' + this.rule.windowTap + ', threshold '
      + (this.rule.thresholdDbm ? dbm(this.rule.thresholdDbm) + ' dBm' : 'off'));
    if (this.tried === null) this.tryOut(this.rule.thresholdDbm || -42);
  }

  choose(device) {
    this.device = device;
    say(byId('signal-band'), device || '');
    byId('signal-none').hidden = device !== null;
    byId('signal-body').hidden = device === null;
    this.hold(false);
    this.plot.resize();
    this.later();
    this.draw();
  }

  forgetEndpoint() { this.rule = null; this.tried = null; this.choose(null); }

  hold(on) {
    this.heldAt = on ? this.samples.now() : null;
    byId('hold').setAttribute('aria-pressed', String(on));
    say(byId('hold'), on ? 'Held' : 'Hold');
    this.draw();
  }

  view() {
    const to = this.heldAt === null ? this.samples.now() : this.heldAt;
    return {from: to - Number(byId('span').value) * 1000, to};
  }

  track() { return this.device === null ? null : this.samples.tracks.get(this.device) || null; }

  /** The adapter that is shown: the chosen one, or the one that hears the band best. */
  adapterShown(track, from) {
    const best = new Map();
    for (let i = track.indexOf(from); i < track.length; i++) best.set(track.adapter[i], Math.max(best.get(track.adapter[i]) || -200, track.rssi[i]));
    const list = [...best.keys()].sort((a, b) => a - b), select = byId('adapter-choice');
    byId('adapter-part').hidden = list.length < 2;
    if (select.dataset.list !== list.join()) {
      const wanted = select.value;
      select.replaceChildren(new Option('the one that hears it best', ''), ...list.map(n => new Option('adapter ' + n, String(n))));
      select.value = list.map(String).includes(wanted) ? wanted : '';
      select.dataset.list = list.join();
    }
    return select.value === '' ? [...best.entries()].sort((a, b) => b[1] - a[1]).map(e => e[0])[0] : Number(select.value);
  }

  draw() {
    if (this.device === null) return;
    const {from, to} = this.view(), track = this.track();
    const data = [[], [], [], []], taps = [];
    this.shown = {index: [], track};
    if (track) {
      const adapter = this.adapterShown(track, from);
      for (let i = track.indexOf(from); i < track.length && track.at[i] <= to; i++) {
        if (track.verdict[i] === 'tap') taps.push(track.at[i]);
        if (track.adapter[i] !== adapter) continue;
        this.shown.index.push(i);
        data[0].push(track.at[i]);
        data[1].push(track.rssi[i]);
        data[2].push(track.level[i]);
        data[3].push(track.needed[i]);
      }
    }
    this.plot.draw(data, {from, to, threshold: this.rule && this.rule.thresholdDbm, tried: this.tried, taps,
      triedTaps: this.triedTaps || [], marks: track ? track.marks : []});
    this.read(track, to);
  }

  read(track, to) {
    const last = this.shown.index.length ? this.shown.index[this.shown.index.length - 1] : -1;
    const fresh = last >= 0 && to - track.at[last] < FRESH_MS;
    say(byId('r-rssi'), fresh ? dbm(track.rssi[last]) : '–');
    say(byId('r-level'), fresh && track.level[last] !== null ? dbm(track.level[last], 1) : '–');
    say(byId('r-needed'), fresh && track.needed[last] !== null ? dbm(track.needed[last], 1) : '–');
    say(byId('r-count'), fresh && track.count[last] ? String(track.count[last]) : '–');
    let rate = 0;
    for (let k = this.shown.index.length - 1; k >= 0 && to - track.at[this.shown.index[k]] < 3000; k--) rate++;
    say(byId('r-rate'), fresh ? (rate / 3).toFixed(1) : '–');
    const verdict = fresh ? track.verdict[last] : '';
    byId('why').dataset.verdict = verdict;
    say(byId('why'), fresh ? this.reason(track, last) : 'Nothing is heard of this band now.');
  }

  /** Why this sample was a tap, or none, in a sentence. */
  reason(track, i) {
    const level = track.level[i], needed = track.needed[i];
    switch (track.verdict[i]) {
      case 'tap': return 'Tap: the level of ' + dbm(level, 1) + ' dBm over ' + track.count[i] + ' samples was enough.';
      case 'below': return 'Armed. No tap: the level is ' + (needed - level).toFixed(1) + ' dB below the ' + dbm(needed, 1) + ' dBm that it needs.';
      case 'too_few': return 'Armed. No tap yet: too few samples to be judged.';
      case 'scattered': return 'Armed. No tap: the level would do, but more than one sample in four is below the threshold.';
      case 'stale': return 'Armed. No tap: the level would do, but no sample of the last 0.5 s is at the threshold. The band has left.';
      case 'must_fall': return 'Tapped already. It must first be at ' + dbm(this.rule ? this.rule.thresholdDbm - 6 : needed - 6) + ' dBm or below'
        + (this.rule && this.rule.rule === 'adaptive' ? ' for a second.' : '.');
      case 'not_weak': return 'No tap: only a band whose wearer has authenticated can tap.';
      case 'off': return 'No tap: rssi_tap_threshold = 0 switches them off.';
      default: return 'A sample that came too late was not used.';
    }
  }

  pointAt(index) {
    const {shown} = this;
    if (index === null || !shown || !shown.track || shown.index[index] === undefined) { say(byId('cursor'), ''); return; }
    const i = shown.index[index], t = shown.track;
    say(byId('cursor'), clock(t.at[i], 1) + '  ' + dbm(t.rssi[i]) + ' dBm' + (t.level[i] === null ? '' : ', level ' + dbm(t.level[i], 1)
      + ' of ' + dbm(t.needed[i], 1)) + ': ' + (VERDICTS[t.verdict[i]] || t.verdict[i]));
  }

  // ---- what if

  tryOut(dbmTried) {
    if (!Number.isFinite(dbmTried)) return;
    this.tried = Math.max(SWEEP_FROM, Math.min(SWEEP_TO, Math.round(dbmTried)));
    byId('tried').value = byId('tried-number').value = this.tried;
    byId('tried').setAttribute('aria-valuetext', this.tried + ' dBm');
    this.judge();
    this.draw();
    this.drawSweep();
  }

  under(thresholdDbm) {
    const {from, to} = this.view();
    return tapsUnder(tapRule({...this.rule, thresholdDbm}), this.track(), from, to);
  }

  judge() {
    const track = this.track();
    this.triedTaps = [];
    if (!track || !this.rule) { say(byId('verdict'), 'No samples yet.'); return; }
    const {from, to} = this.view();
    this.triedTaps = this.under(this.tried);
    const real = [];
    for (let i = track.indexOf(from); i < track.length && track.at[i] <= to; i++) if (track.verdict[i] === 'tap') real.push(track.at[i]);
    const configured = this.rule.thresholdDbm, last = ' in the last ' + byId('span').selectedOptions[0].text;
    const when = taps => taps.length && taps.length <= 4 ? ' (' + taps.map(at => clock(at)).join(', ') + ')' : '';
    const times = n => n === 1 ? 'once' : n + ' times';
    const fired = real.length ? 'fired ' + times(real.length) + when(real) : 'did not fire';
    const would = this.triedTaps.length ? 'would have fired ' + times(this.triedTaps.length) + when(this.triedTaps) : 'would not have fired';
    say(byId('verdict'), this.tried === configured
      ? 'With ' + dbm(configured) + ' dBm, as configured, this ' + fired + last + '.'
      : 'With ' + dbm(this.tried) + ' dBm this ' + would + last + '. ' + (configured ? 'With ' + dbm(configured) + ' dBm, as configured, it ' : 'With taps off it ') + fired + '.');
    say(byId('toml'), 'rssi_tap_threshold = ' + this.tried);
  }

  /** The same for every threshold: a step in the bars is where a threshold begins to matter. */
  sweep() {
    this.counts = [];
    if (this.track() && this.rule) {
      for (let at = SWEEP_TO; at >= SWEEP_FROM; at--) this.counts.push({at, taps: this.under(at).length});
    }
    this.judge();
    this.drawSweep();
    const runs = [];
    for (const {at, taps} of this.counts) {
      const last = runs[runs.length - 1];
      if (last && last.taps === taps) last.to = at; else runs.push({from: at, to: at, taps});
    }
    const told = runs.map(run => (run.from === run.to ? dbm(run.from) : dbm(run.from) + ' to ' + dbm(run.to)) + ' dBm: ' + run.taps).join('; ');
    say(byId('sweep-text'), told ? 'Taps at each threshold: ' + told + '.' : '');
  }

  drawSweep() {
    const canvas = byId('sweep'), scale = devicePixelRatio, width = canvas.clientWidth, height = canvas.clientHeight;
    if (!width) return;
    canvas.width = width * scale;
    canvas.height = height * scale;
    const ctx = canvas.getContext('2d'), style = getComputedStyle(canvas), of = name => style.getPropertyValue('--' + name);
    ctx.setTransform(scale, 0, 0, scale, 0, 0);
    // Under each value of the slider its bar: the middle of a slider's knob does not reach its ends.
    const inset = 8, step = (width - 2 * inset) / (SWEEP_TO - SWEEP_FROM), floor = height - 16;
    const most = Math.max(1, ...(this.counts || []).map(c => c.taps));
    ctx.font = '10px ui-monospace, "DejaVu Sans Mono", Consolas, monospace';
    ctx.textAlign = 'center';
    ctx.textBaseline = 'bottom';
    const x = at => inset + (at - SWEEP_FROM) * step;
    (this.counts || []).forEach(({at, taps}) => {
      const tall = taps / most * (floor - 16);
      ctx.fillStyle = at === this.tried ? of('trace-tried') : this.rule && at === this.rule.thresholdDbm ? of('trace-threshold') : of('bar');
      ctx.fillRect(x(at) - step / 2 + 1, floor - Math.max(1, tall), step - 2, Math.max(1, tall));
      if (at === this.tried) ctx.fillText(String(taps), x(at), floor - Math.max(1, tall) - 2);
    });
    ctx.fillStyle = of('quiet');
    for (let at = SWEEP_FROM; at <= SWEEP_TO; at += 10) ctx.fillText(String(at).replace('-', '−'), Math.max(12, x(at)), height - 1);
  }

  // ---- in words

  tell() {
    if (!byId('as-text').open || this.device === null) return;
    const track = this.track(), {to} = this.view(), rows = [];
    for (let second = Math.floor(to / 1000); track && second > to / 1000 - 15; second--) {
      const from = track.indexOf(second * 1000), until = track.indexOf((second + 1) * 1000);
      if (from === until) continue;
      const rssi = track.rssi.slice(from, until), said = [...new Set(track.verdict.slice(from, until))];
      const row = make('tr');
      [clock(second * 1000), String(rssi.length), dbm(Math.max(...rssi)), dbm(rssi.reduce((a, b) => a + b, 0) / rssi.length, 1), dbm(Math.min(...rssi)),
        said.map(v => VERDICTS[v] || v).join(', ')].forEach(text => row.append(make('td', '', text)));
      rows.push(row);
    }
    byId('text-rows').replaceChildren(...rows);
  }

  save() {
    const settings = this.rule ? this.rule.rule + ' window ' + this.rule.windowTap + ' threshold ' + this.rule.thresholdDbm : 'unknown';
    download('nbe-samples-' + fileTime() + '.csv', 'text/csv', recording(this.samples.tracks, this.version, settings));
  }
}

// What telemetry told of each band: samples by adapter, for five minutes, and the taps in them.

export const KEPT_MS = 300000;
const SAMPLES_AT_MOST = 12000, BANDS_AT_MOST = 500;

/** The samples of one band, oldest first; columns, as the plot wants them. */
class Track {
  constructor() { this.at = []; this.rssi = []; this.adapter = []; this.level = []; this.needed = []; this.count = []; this.verdict = []; this.marks = []; }
  get length() { return this.at.length; }
  get newest() { return this.length ? this.at[this.length - 1] : -Infinity; }

  push(at, adapter, sample) {
    this.at.push(at);
    this.adapter.push(adapter);
    this.rssi.push(sample.rssi);
    this.level.push(sample.level === undefined ? null : sample.level);
    this.needed.push(sample.needed === undefined ? null : sample.needed);
    this.count.push(sample.samples || 0);
    this.verdict.push(sample.verdict);
  }

  /** Index of the first sample at or after a moment. */
  indexOf(ms) {
    let low = 0, high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at[middle] < ms) low = middle + 1; else high = middle;
    }
    return low;
  }

  trim() {
    const old = Math.max(this.indexOf(this.newest - KEPT_MS), this.length - SAMPLES_AT_MOST);
    if (old < 500 && this.length - old <= SAMPLES_AT_MOST) return; // in portions
    for (const column of [this.at, this.rssi, this.adapter, this.level, this.needed, this.count, this.verdict]) column.splice(0, old);
    this.marks = this.marks.filter(mark => mark.at >= this.newest - KEPT_MS);
  }
}

export class Samples {
  constructor() { this.clear(); }

  clear() {
    this.tracks = new Map();
    this.dropped = 0;
    /** The endpoint's clock minus ours, as far as messages tell: the least delayed one says it best. */
    this.ahead = -Infinity;
  }

  /** Now, by the endpoint's clock. */
  now() { return Number.isFinite(this.ahead) ? Date.now() + this.ahead : Date.now(); }

  track(device) {
    if (!this.tracks.has(device)) {
      if (this.tracks.size >= BANDS_AT_MOST) this.tracks.delete(this.tracks.keys().next().value);
      this.tracks.set(device, new Track());
    }
    return this.tracks.get(device);
  }

  /** Takes a telemetry message; returns the taps in it. */
  take({time, dropped, bands}) {
    const zero = Date.parse(time), taps = [];
    if (Number.isNaN(zero) || !Array.isArray(bands)) return taps;
    this.dropped += dropped || 0;
    const all = bands.flatMap(band => band.samples.map(sample => ({device: band.device, adapter: band.adapter, at: zero + sample.ms, sample})));
    all.sort((one, other) => one.at - other.at); // of several adapters, each has its own list
    for (const {device, adapter, at, sample} of all) {
      this.ahead = Math.max(this.ahead, at - Date.now());
      const track = this.track(device);
      if (at < track.newest) continue; // an adapter that lags behind the other by more than one message
      track.push(at, adapter, sample);
      if (sample.verdict === 'tap') taps.push({device, at});
    }
    bands.forEach(band => this.track(band.device).trim());
    return taps;
  }

  /** Something to be marked in the plot beside the samples: 'nfc' or 'absent'. */
  mark(device, kind, at = this.now()) {
    if (this.tracks.has(device)) this.tracks.get(device).marks.push({at, kind});
  }
}

/** What a band's samples would have made under a rule: the times of its taps, from a moment on. */
export function tapsUnder(rule, track, fromMs, toMs = Infinity) {
  const taps = [];
  let mark = 0;
  const absences = track.marks.filter(one => one.kind === 'absent');
  for (let i = 0; i < track.length && track.at[i] <= toMs; i++) {
    while (mark < absences.length && absences[mark].at <= track.at[i]) { rule.absent(); mark++; }
    if (track.verdict[i] === 'not_weak') { rule.forget(); continue; }
    if (track.verdict[i] === 'late') continue;
    if (rule.sample(track.adapter[i], track.rssi[i], track.at[i]) && track.at[i] >= fromMs) taps.push(track.at[i]);
  }
  return taps;
}

/** The samples in the form that `nbe replay` reads (docs/evaluation.md). */
export function recording(tracks, version, settings) {
  const rows = [];
  tracks.forEach((track, device) => {
    for (let i = 0; i < track.length; i++) rows.push([track.at[i], device, track.rssi[i], track.verdict[i] === 'not_weak' ? 5 : 7, track.adapter[i]]);
  });
  rows.sort((a, b) => a[0] - b[0]);
  const zero = rows.length ? rows[0][0] : Date.now();
  const lines = ['# nbe recording 1', '# version ' + version, '# started ' + new Date(zero).toISOString(), '# settings ' + settings,
    't_seconds,band,rssi_dbm,flags,service_request_state,adapter'];
  rows.forEach(([at, device, rssi, flags, adapter]) => lines.push([((at - zero) / 1000).toFixed(6), device, rssi, flags, 0, adapter].join(',')));
  return lines.join('\n') + '\n';
}

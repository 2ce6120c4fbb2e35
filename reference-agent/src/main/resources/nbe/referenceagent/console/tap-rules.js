// The endpoint's two tap rules once more, so that the page can say what another threshold would have done with the samples that
// it has seen. The rules themselves are in the module tap-detector (MeanTapDetector, AdaptiveTapDetector), with the reasons for
// every number; a test plays random samples through both and compares. Times are milliseconds.

const HINDSIGHT = 500, REARM_DB = 6, FRESH = 3000;

/**
 * A rule for one band. rule: 'mean' or 'adaptive'; windowTap: rssi_window_tap; thresholdDbm: rssi_tap_threshold, not 0.
 * sample(adapter, rssiDbm, atMs) says whether this sample is a tap.
 */
export function tapRule({rule, windowTap, thresholdDbm}) {
  return rule === 'mean' ? new MeanRule(windowTap, thresholdDbm) : new AdaptiveRule(windowTap, thresholdDbm);
}

/** The last samples of one adapter, the newest being 0. */
class Window {
  constructor(most, maxAge) { this.most = most; this.maxAge = maxAge; this.clear(); }
  clear() { this.at = []; this.rssi = []; this.from = 0; this.sum = 0; }
  add(at, rssi) {
    while (this.count > 0 && (this.count === this.most || at - this.at[this.from] > this.maxAge)) this.sum -= this.rssi[this.from++];
    if (this.from > 2048) { this.at = this.at.slice(this.from); this.rssi = this.rssi.slice(this.from); this.from = 0; }
    this.at.push(at);
    this.rssi.push(rssi);
    this.sum += rssi;
  }
  get count() { return this.at.length - this.from; }
  rssiBack(i) { return this.rssi[this.rssi.length - 1 - i]; }
  age(i) { return this.at[this.at.length - 1] - this.at[this.at.length - 1 - i]; }
  get span() { return this.count ? this.age(this.count - 1) : 0; }
}

/** What both rules share: one path an adapter, samples in order, forgetting. */
class Rule {
  constructor(threshold) { this.threshold = threshold; this.paths = new Map(); this.armed = true; }
  path(adapter, at) {
    if (!this.paths.has(adapter)) this.paths.set(adapter, this.newPath());
    const path = this.paths.get(adapter);
    if (path.heard !== null && at < path.heard) return null;
    path.heard = at;
    return path;
  }
  forget() { this.paths.forEach(path => this.clearPath(path)); }
  absent() { this.paths.clear(); this.armed = true; }
  /** What this path hears since the last tap: low enough to arm again, or not. */
  noteSinceTap(path, low) { path.reached = !low; path.owesFall = path.owesFall && !low; }
  /** Samples go; a path that still held the band at the last tap must hear it fall. */
  keepOwed(path) { path.owesFall = path.owesFall || path.reached; }
  strong(path, at) { return path.strong !== null && at - path.strong <= HINDSIGHT; }
}

class MeanRule extends Rule {
  constructor(windowTap, threshold) { super(threshold); this.windowTap = windowTap; }
  newPath() { return {window: new Window(this.windowTap, FRESH), heard: null, strong: null, reached: false, owesFall: false}; }
  clearPath(path) { this.keepOwed(path); path.window.clear(); path.strong = null; }
  fell({window}) { return window.sum <= (this.threshold - REARM_DB) * window.count; }
  counts({window}) { return window.count === this.windowTap || (window.count >= 3 && window.span >= 2000); }

  sample(adapter, rssi, at) {
    const path = this.path(adapter, at);
    if (!path) return false;
    const window = path.window;
    window.add(at, rssi);
    if (rssi >= this.threshold) path.strong = at;
    if (!this.counts(path)) return false;
    if (!this.armed || path.owesFall) {
      this.noteSinceTap(path, this.fell(path));
      this.armed = this.armed || [...this.paths.values()].every(other => at - other.heard > FRESH
        || (this.counts(other) ? this.fell(other) : !other.owesFall));
      return false;
    }
    if (window.sum < this.threshold * window.count || !this.strong(path, at)) return false;
    this.armed = false;
    this.noteSinceTap(path, false);
    return true;
  }
}

const CEILING = -38, PAST = 10000, MOST = 8192, MARGIN_DB = 6, NO_MARGIN_SAMPLES = 20, NO_MARGIN = 2000, SLOW_MARGIN_DB = 2;
const EARLY_SHARE = 0.4, SPARSE = 150, SPARSE_EARLY = 450, TINY_WINDOW = 100, SLOW = 400, VERY_SLOW = 1400;

class AdaptiveRule extends Rule {
  constructor(windowTap, threshold) { super(threshold); this.windowMs = windowTap * 50; }
  newPath() {
    return {window: new Window(MOST, Math.max(this.windowMs, PAST)), heard: null, strong: null, low: 0, fell: false, reached: false, owesFall: false,
      gaps: [], lastGapFrom: null, interval: 0};
  }
  clearPath(path) { this.keepOwed(path); path.window.clear(); path.strong = null; path.low = 0; path.fell = false; }
  required(marginDb) {
    const level = this.threshold + marginDb;
    return this.threshold <= CEILING ? Math.min(level, CEILING) : level;
  }

  sample(adapter, rssi, at) {
    const path = this.path(adapter, at);
    if (!path) return false;
    hearInterval(path, at);
    path.window.add(at, rssi);
    if (rssi >= this.threshold) path.strong = at;
    path.low = rssi <= this.threshold - 2 ? Math.min(path.low + 1, path.window.count) : 0;
    if (!this.armed || path.owesFall) {
      path.fell = this.fellFor(path);
      this.noteSinceTap(path, path.fell);
      this.armed = this.armed || (path.fell && [...this.paths.values()].every(other => at - other.heard > FRESH || other.fell));
      return false;
    }
    if (!this.strong(path, at) || !this.evidence(path)) return false;
    this.armed = false;
    this.noteSinceTap(path, false);
    this.paths.forEach(other => { other.low = 0; other.fell = false; });
    return true;
  }

  fellFor({window, low}) {
    let sum = 0;
    for (let i = 0; i < low; i++) {
      sum += window.rssiBack(i);
      if (i >= 2 && window.age(i) >= 1000) return sum <= (this.threshold - REARM_DB) * (i + 1);
    }
    return false;
  }

  evidence(path) {
    const known = path.gaps.length >= 4;
    const slow = known && path.interval >= SLOW;
    return (slow && this.alone(path)) || this.held(path, slow) || (!slow && known && path.interval >= SPARSE && this.rise(path));
  }

  held({window, interval}, slow) {
    const sparse = interval >= SPARSE;
    let early = Math.trunc(this.windowMs * EARLY_SHARE);
    if (sparse) early = Math.min(early, SPARSE_EARLY);
    const fewest = sparse || this.windowMs <= TINY_WINDOW ? 2 : 3;
    const longest = Math.max(this.windowMs, NO_MARGIN);
    let sum = 0, strong = 0;
    for (let i = 0; i < window.count; i++) {
      const age = window.age(i), samples = i + 1;
      if (age > longest && (i >= 2 || age > FRESH)) break;
      sum += window.rssiBack(i);
      if (window.rssiBack(i) >= this.threshold) strong++;
      if (samples < fewest || strong * 4 < samples * 3 || age < early) continue;
      let margin = age >= NO_MARGIN && samples >= 3 ? 0
        : Math.max(0, MARGIN_DB * (1 / Math.sqrt(samples) - 1 / Math.sqrt(NO_MARGIN_SAMPLES)));
      if (slow) margin = Math.min(margin, SLOW_MARGIN_DB);
      if (sum / samples >= this.required(margin)) return true;
    }
    return false;
  }

  rise({window}) {
    const before = window.rssiBack(1);
    if (window.count < 4 || window.rssiBack(0) < this.required(3) || before < this.threshold - 10 || window.age(1) > 550) return false;
    let past = 0, below = 0, unarmed = 0;
    for (let i = 2; i < window.count && window.age(i) <= FRESH; i++) {
      past++;
      if (window.rssiBack(i) <= before - 4) below++;
      if (window.rssiBack(i) <= this.threshold - REARM_DB) unarmed++;
    }
    return past > 0 && below > Math.trunc(past / 2) && unarmed > Math.trunc(past / 2);
  }

  alone({window, interval}) {
    const rssi = window.rssiBack(0);
    if (rssi < this.required(2)) return false;
    let past = 0, afar = 0, highest = -Infinity;
    for (let i = 1; i <= 5 && i < window.count && window.age(i) <= PAST; i++) {
      past++;
      if (window.rssiBack(i) <= this.threshold - 12) afar++;
      if (i <= 3) highest = Math.max(highest, window.rssiBack(i));
    }
    if (past > 0 && rssi - highest > 25) return false;
    return (past >= 3 && afar > Math.trunc(past / 2)) || (rssi >= this.required(3) && interval < VERY_SLOW);
  }
}

/** How often the band advertises: the shortest of the last 16 gaps. */
function hearInterval(path, at) {
  if (path.lastGapFrom !== null && at - path.lastGapFrom >= 20) {
    path.gaps.push(at - path.lastGapFrom);
    if (path.gaps.length > 16) path.gaps.shift();
    path.interval = Math.min(...path.gaps);
  }
  path.lastGapFrom = at;
}

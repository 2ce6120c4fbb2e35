// The plot of one band: samples as dots, the level that the rule compares as a line, what it has to reach as a dotted one, the
// threshold across, another threshold dashed, and a mark for each tap. Drawn with uPlot (vendor/).

const LOWEST = -100, HIGHEST = -30;

export class Plot {
  constructor(box) {
    this.box = box;
    this.view = {from: 0, to: 1, threshold: null, tried: null, taps: [], triedTaps: [], marks: []};
    this.onCursor = () => {};
    this.build();
    new ResizeObserver(() => this.resize()).observe(box);
    addEventListener('themechange', () => this.build());
  }

  colours() {
    const style = getComputedStyle(document.documentElement);
    const of = name => style.getPropertyValue('--' + name).trim();
    this.colour = {dot: of('trace-dot'), level: of('trace-level'), needed: of('trace-needed'), threshold: of('trace-threshold'),
      tried: of('trace-tried'), tap: of('trace-tap'), quiet: of('quiet'), grid: of('grid'), zone: of('zone'), panel: of('panel')};
  }

  build() {
    const data = this.plot ? this.plot.data : [[], [], [], []];
    if (this.plot) this.plot.destroy();
    this.colours();
    const c = this.colour, font = '11px ui-monospace, "DejaVu Sans Mono", Consolas, monospace';
    const axis = {stroke: c.quiet, font, grid: {stroke: c.grid, width: 1}, ticks: {stroke: c.grid, width: 1, size: 4}};
    this.plot = new uPlot({
      ...this.size(),
      ms: 1,
      pxAlign: 1,
      padding: [8, 24, 0, 0],
      legend: {show: false},
      cursor: {y: false, points: {show: false}, drag: {setScale: false, x: false, y: false}},
      scales: {x: {time: true, range: () => [this.view.from, this.view.to]}, y: {range: () => [LOWEST, HIGHEST]}},
      axes: [
        {...axis, size: 30, space: 70, values: (u, ticks) => ticks.map(ms => new Date(ms).toTimeString().slice(0, 8))},
        {...axis, size: 44, gap: 3, splits: () => [-100, -90, -80, -70, -60, -50, -40, -30], values: (u, ticks) => ticks.map(v => String(v).replace('-', '−'))},
      ],
      series: [
        {},
        {stroke: c.dot, paths: () => null, points: {show: true, size: 4, width: 0, fill: c.dot}},
        {stroke: c.level, width: 2, points: {show: false}},
        {stroke: c.needed, width: 1.5, dash: [2, 3], points: {show: false}},
      ],
      hooks: {drawAxes: [u => this.drawZone(u)], draw: [u => this.drawMarks(u)], setCursor: [u => this.onCursor(u.cursor.idx === null || u.cursor.left < 0 ? null : u.cursor.idx)]},
    }, data, this.box);
  }

  size() {
    const width = Math.max(200, this.box.clientWidth);
    return {width, height: width < 480 ? 240 : 300};
  }

  resize() {
    const size = this.size();
    if (size.width !== this.plot.width || size.height !== this.plot.height) this.plot.setSize(size);
  }

  /** data: times, samples, levels, needed; view as in the constructor, times in milliseconds. */
  draw(data, view) {
    this.view = view;
    this.plot.setData(data, true);
  }

  drawZone(u) {
    const {threshold} = this.view;
    if (!threshold) return;
    const {ctx, bbox} = u, y = u.valToPos(threshold, 'y', true);
    ctx.save();
    ctx.fillStyle = this.colour.zone;
    ctx.fillRect(bbox.left, bbox.top, bbox.width, y - bbox.top);
    ctx.restore();
  }

  drawMarks(u) {
    const {threshold, tried, taps, triedTaps, marks} = this.view, c = this.colour;
    const {ctx} = u, scale = devicePixelRatio;
    ctx.save();
    ctx.beginPath();
    ctx.textAlign = 'left';
    ctx.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
    ctx.clip();
    ctx.font = 11 * scale + 'px ui-monospace, "DejaVu Sans Mono", Consolas, monospace';
    if (threshold) this.across(u, threshold, c.threshold, [], 'threshold');
    if (tried && tried !== threshold) this.across(u, tried, c.tried, [7, 4], 'what if');
    taps.forEach((at, i) => this.flag(u, at, c.tap, i + 1 < taps.length && u.valToPos(taps[i + 1], 'x') - u.valToPos(at, 'x') < 40 ? '' : 'TAP', 0));
    if (tried !== threshold) triedTaps.forEach(at => this.flag(u, at, c.tried, '', 1));
    marks.forEach(mark => this.flag(u, mark.at, c.quiet, mark.kind === 'nfc' ? 'NFC' : 'left', 2));
    ctx.restore();
  }

  across(u, value, colour, dash, word) {
    const {ctx, bbox} = u, scale = devicePixelRatio, y = Math.round(u.valToPos(value, 'y', true)) + 0.5;
    ctx.strokeStyle = ctx.fillStyle = colour;
    ctx.lineWidth = 1.5 * scale;
    ctx.setLineDash(dash.map(d => d * scale));
    ctx.beginPath();
    ctx.moveTo(bbox.left, y);
    ctx.lineTo(bbox.left + bbox.width, y);
    ctx.stroke();
    ctx.setLineDash([]);
    const text = word + ' ' + String(value).replace('-', '−'), width = ctx.measureText(text).width, x = bbox.left + 6 * scale;
    const up = value === Math.max(this.view.threshold, this.view.tried || -200); // the higher one is labelled above, the other below
    ctx.textBaseline = up ? 'bottom' : 'top';
    const base = up ? y - 3 * scale : y + 3 * scale;
    ctx.fillStyle = this.colour.panel;
    ctx.globalAlpha = 0.8;
    ctx.fillRect(x - 3 * scale, up ? base - 13 * scale : base - scale, width + 6 * scale, 14 * scale);
    ctx.globalAlpha = 1;
    ctx.fillStyle = colour;
    ctx.fillText(text, x, base);
  }

  /** A mark at a moment: rows from the top are taps, taps at the other threshold, and the rest. */
  flag(u, at, colour, word, row) {
    const {ctx, bbox} = u, scale = devicePixelRatio, x = u.valToPos(at, 'x', true), y = bbox.top + (4 + row * 15) * scale;
    if (x < bbox.left || x > bbox.left + bbox.width) return;
    ctx.strokeStyle = ctx.fillStyle = colour;
    ctx.lineWidth = (row === 0 ? 2 : 1) * scale;
    if (row !== 1) {
      ctx.beginPath();
      ctx.moveTo(x, y);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
    ctx.beginPath();
    ctx.moveTo(x - 5 * scale, y);
    ctx.lineTo(x + 5 * scale, y);
    ctx.lineTo(x, y + 8 * scale);
    ctx.closePath();
    if (row === 1) ctx.stroke(); else ctx.fill();
    if (word) {
      ctx.textBaseline = 'top';
      ctx.textAlign = x + 36 * scale > bbox.left + bbox.width ? 'right' : 'left';
      ctx.fillText(word, x + (ctx.textAlign === 'left' ? 8 : -8) * scale, y - scale);
      ctx.textAlign = 'left';
    }
  }
}

/** A small plot without axes, for a row of the table. */
export function spark(canvas, track, from, to, threshold) {
  const scale = devicePixelRatio, width = canvas.clientWidth, height = canvas.clientHeight;
  if (!width) return;
  if (canvas.width !== width * scale || canvas.height !== height * scale) { canvas.width = width * scale; canvas.height = height * scale; }
  const ctx = canvas.getContext('2d'), style = getComputedStyle(canvas);
  ctx.setTransform(scale, 0, 0, scale, 0, 0);
  ctx.clearRect(0, 0, width, height);
  const y = dbm => height - 1 - (dbm - LOWEST) / (HIGHEST - LOWEST) * (height - 2);
  if (threshold) {
    ctx.fillStyle = style.getPropertyValue('--trace-threshold');
    ctx.fillRect(0, Math.round(y(threshold)), width, 1);
  }
  if (!track) return;
  const dot = style.getPropertyValue('--trace-dot'), tap = style.getPropertyValue('--trace-tap');
  for (let i = track.indexOf(from); i < track.length; i++) {
    const x = (track.at[i] - from) / (to - from) * width;
    ctx.fillStyle = dot;
    ctx.fillRect(x, y(track.rssi[i]), 1.5, 1.5);
    if (track.verdict[i] === 'tap') {
      ctx.fillStyle = tap;
      ctx.fillRect(x - 1, 0, 2, height);
    }
  }
}

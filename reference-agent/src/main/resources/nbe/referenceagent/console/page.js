// Small words for the page that all parts use.

export const byId = id => document.getElementById(id);

export function make(name, className, text) {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

/** Changes the text only where it differs: what has not changed is not read out again. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** A lamp with a word: 'good', 'warn', 'bad' or ''. */
export function lamp(node, kind, text) {
  const className = 'lamp ' + kind;
  if (node.className !== className) node.className = className;
  say(node, text);
}

/** Says it to those who do not see the page. */
export function aloud(text) {
  byId('aloud').textContent = text;
}

const two = n => String(n).padStart(2, '0');

/** 10:15:02.1 of a time in milliseconds, with as many decimals as are asked for. */
export function clock(ms, decimals = 0) {
  const date = new Date(ms);
  const whole = two(date.getHours()) + ':' + two(date.getMinutes()) + ':' + two(date.getSeconds());
  return decimals ? whole + '.' + String(date.getMilliseconds()).padStart(3, '0').slice(0, decimals) : whole;
}

/** −48.2: with the minus sign of print, which screen readers read as one. */
export const dbm = (value, decimals = 0) => value.toFixed(decimals).replace('-', '−');

export const masked = uid => '…' + String(uid).slice(-4);

/** Offers a text as a file. */
export function download(name, type, text) {
  const link = make('a');
  link.href = URL.createObjectURL(new Blob([text], {type: type + ';charset=utf-8'}));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

export const fileTime = () => new Date().toISOString().replace(/[:.]/g, '-');

/** Runs it at most once in so many milliseconds; the last wish is never lost. */
export function seldom(ms, task) {
  let timer = 0, last = 0;
  return () => {
    if (timer) return;
    timer = setTimeout(() => { timer = 0; last = Date.now(); task(); }, Math.max(0, last + ms - Date.now()));
  };
}

'use strict';
// Light or dark, before anything is drawn: as the system has it, or as it was chosen here.
(() => {
  const KEY = 'nbe-console-theme';
  const system = matchMedia('(prefers-color-scheme: dark)');
  function chosen() {
    try { return localStorage.getItem(KEY) || 'auto'; } catch (refused) { return 'auto'; }
  }
  let choice = chosen();
  function apply() {
    const dark = choice === 'dark' || (choice === 'auto' && system.matches);
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    dispatchEvent(new Event('themechange'));
  }
  apply();
  system.addEventListener('change', apply);
  addEventListener('DOMContentLoaded', () => {
    const select = document.getElementById('theme');
    select.value = choice;
    select.addEventListener('change', () => {
      choice = select.value;
      try { localStorage.setItem(KEY, choice); } catch (refused) { /* it holds for this visit */ }
      apply();
    });
  });
})();

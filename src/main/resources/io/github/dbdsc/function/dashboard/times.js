// Times: how long ago, which stays true while the page is open, and exactly, with seconds and zone.

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const RENEW_EVERY = 10;
const LONGEST_EXACT = 240;

const exactTime = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', timeZoneName: 'short',
});
const exact = (text) => exactTime.format(new Date(text));

/** How long before now, or until then; less than a minute either way is now, since clocks differ. */
function ago(text) {
  const passed = Math.round((Date.now() - new Date(text)) / 1000);
  if (Math.abs(passed) < MINUTE) return 'just now';
  return passed < 0 ? `in ${length(-passed)}` : `${length(passed)} ago`;
}

/** For how long it has been so. */
function lasting(text) {
  const passed = Math.round((Date.now() - new Date(text)) / 1000);
  return passed < MINUTE ? 'less than a minute' : length(passed);
}

const length = (passed) => (passed < HOUR ? `${Math.floor(passed / MINUTE)} min`
  : passed < 2 * DAY ? `${Math.floor(passed / HOUR)} h`
    : `${number.format(Math.floor(passed / DAY))} days`);

/**
 * A time. Hovered or focused it shows the exact one, which a screen reader reads in any case; `focusable: false` where
 * it is in a link, or in a row whose link does that. `isSince`: says for how long, not how long ago.
 */
function time(text, { focusable = true, isSince = false } = {}) {
  if (Number.isNaN(new Date(text ?? '').getTime())) return el('span', {}, 'unknown');
  return el('time', { class: isSince ? 'when since' : 'when', datetime: text, tabindex: focusable && '0' },
    el('span', { class: 'ago' }, isSince ? lasting(text) : ago(text)),
    el('span', { class: 'exact' }, el('span', { class: 'unseen' }, isSince ? ', since ' : ', '), exact(text)));
}

/** Writes anew what has become another; the rest is left alone. */
function renewTimes() {
  if (document.hidden) return;
  for (const element of document.querySelectorAll('time.when')) {
    const text = element.classList.contains('since') ? lasting(element.dateTime) : ago(element.dateTime);
    const shown = element.firstChild;
    if (shown.textContent !== text) shown.textContent = text;
  }
}

function startTimes() {
  setInterval(renewTimes, RENEW_EVERY * 1000);
  document.addEventListener('visibilitychange', renewTimes);
  // what covers something else can be put away without moving pointer or focus
  const { dataset } = document.documentElement;
  document.addEventListener('keydown', (event) => { if (event.key === 'Escape') dataset.exact = 'off'; });
  for (const type of ['focusin', 'pointerover']) {
    document.addEventListener(type, ({ target }) => {
      delete dataset.exact;
      placeExact(target.closest('time.when') ?? target.querySelector(':scope > time.when'));
    });
  }
}

/** Where there is no room to the right of where it begins, the exact time ends where the other one does. */
function placeExact(element) {
  element?.classList.toggle('at-end', element.getBoundingClientRect().left + LONGEST_EXACT > document.documentElement.clientWidth);
}

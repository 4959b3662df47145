// Where the keyboard is, over what shows a part of the page anew.

const FOCUSABLE = 'a[href], button, input, summary, [tabindex="0"]';

/** Shows something anew. If what had the focus went with it, its successor gets it: the one of its id, or of its row. */
function keepingFocus(shown) {
  const { activeElement: had } = document;
  const row = had.closest('tr[data-key]');
  const place = row && [...row.querySelectorAll(FOCUSABLE)].indexOf(had);
  shown();
  if (had.isConnected && had.checkVisibility()) return;
  const sameRow = row && document.querySelector(`tr[data-key="${CSS.escape(row.dataset.key)}"]`)?.querySelectorAll(FOCUSABLE)[place];
  const title = document.querySelector('main > section:not([hidden]) h1');
  const next = [byId(had.id), sameRow, byId(SUCCESSORS[had.id]), title].find((element) => element?.checkVisibility());
  next?.focus({ preventScroll: true });
}

/** What stands for what was done: where all jobs were to be held, that hold can be ended. */
const SUCCESSORS = { 'hold-all': 'end-hold', 'end-hold': 'hold-all' };

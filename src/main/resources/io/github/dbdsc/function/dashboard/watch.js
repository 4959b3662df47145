// A run while it works: a line below the header on every view, until the run is done.

const LONGEST_PAUSE = 10;
const watched = new Map();

const pause = (forSeconds) => new Promise((resolve) => { setTimeout(resolve, forSeconds * 1000); });

/** Follows a run until its report is there, and gives the report. A run is followed once, whoever asks. */
function watchRun(id, what, target = targets.chosen) {
  if (!watched.has(id)) {
    watched.set(id, follow(id, what, target).finally(() => watched.delete(id)));
  }
  return watched.get(id);
}

async function follow(id, what, target) {
  const line = progressLine(what, id, target);
  let misses = 0;
  try {
    for (;;) {
      try {
        const answer = await call(forTarget(`runs/${encodeURIComponent(id)}`, target));
        if (answer.status !== 202) return answer.body;
        line.is(answer.body.status, detailOf(answer.body));
        misses = 0;
        await pause(Math.min(answer.retryAfter, LONGEST_PAUSE));
      } catch (error) {
        if (error.status !== 0 && !(error.status >= 500)) throw error;
        misses += 1;
        line.is('not reached, trying again', '');
        await pause(Math.min(2 ** misses, LONGEST_PAUSE));
      }
    }
  } finally {
    line.end();
  }
}

function detailOf(run) {
  if (run.status === 'failing') return `: ${run.error}`;
  const far = run.status === 'running' ? progressText(run) : '';
  return far ? `, ${far}` : '';
}

/** A line with what is going on and for how long; changes of state, not seconds, are told to screen readers. */
function progressLine(what, id, target) {
  const began = Date.now();
  let state = 'starting';
  let detail = '';
  const text = el('span', {});
  const line = el('p', { class: 'watch' }, el('span', { class: 'spinner', 'aria-hidden': 'true' }), text,
    el('a', { href: runAddress(id, target) }, 'Show the run'));
  const write = () => {
    text.textContent = `${what} ${state}${detail}, ${Math.round((Date.now() - began) / 1000)} s`;
  };
  const clock = setInterval(write, 1000);
  byId('watch').append(line);
  show(byId('watch'), true);
  write();
  return {
    is(newState, newDetail) {
      if (newState !== state) announce(`${what} ${newState}`);
      state = newState;
      detail = newDetail;
      write();
    },
    end() {
      clearInterval(clock);
      line.remove();
      show(byId('watch'), byId('watch').childElementCount > 0);
    },
  };
}

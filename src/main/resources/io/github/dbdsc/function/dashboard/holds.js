// Holds: a job, or all, is planned and shown, and not written until the hold ends.

/** Who holds: kept in this tab, as the key is; the host knows better where people log in. */
const WHO = 'db-dsc-jobs.by';

/** Says on every view that nothing is written. */
function showHold(hold) {
  const title = 'Everything is held: no job is written';
  if (hold && byId('hold').childElementCount === 0) announce(`${title}. ${hold.text}`);
  byId('hold').replaceChildren(...(hold ? [notice('warning', title, hold.text,
    el('button', { type: 'button', id: 'end-hold', onclick: () => confirmEnd() }, 'End hold…'))] : []));
  show(byId('hold'), Boolean(hold));
  show(byId('hold-all'), !hold);
}

/** The button of a job: to hold it, or to end that; what its definition holds ends there. */
function holdButton(job, id) {
  if (job.hold?.from === 'person') {
    return el('button', { type: 'button', id, class: 'small', 'aria-label': `End hold of ${job.key}`, onclick: () => confirmEnd(job.key) }, 'End hold…');
  }
  return job.hold ? undefined
    : el('button', { type: 'button', id, class: 'small', 'aria-label': `Hold ${job.key}`, onclick: () => confirmHold(job.key) }, 'Hold…');
}

const subject = (key) => (key === undefined ? { all: 'true' } : { key });

function field(id, label, attributes) {
  return el('p', { class: 'field' }, el('label', { for: id }, label), el('input', { id, autocomplete: 'off', ...attributes }));
}

function confirmHold(key) {
  const target = targets.chosen;
  const title = key === undefined ? 'Hold all jobs' : `Hold ${key}`;
  openConfirm(ofTarget(title, target), '', async () => {
    const typed = (id) => byId(id).value.trim();
    ask({
      target,
      label: key === undefined ? 'Hold all' : 'Hold',
      kind: key === undefined ? 'danger' : 'primary',
      body: [
        el('p', {}, `Until the hold ends, ${key === undefined ? 'every job' : 'the job'} is planned and shown, and not created, updated, adopted, deleted, nor given permissions. A run that is at work stops within seconds.`),
        field('hold-reason', 'Reason', { type: 'text', maxlength: '200' }),
        field('hold-hours', 'Hours (empty: until somebody ends it)', { type: 'number', min: '1', max: '8784', step: '1' }),
        field('hold-by', 'Who you are', { type: 'text', maxlength: '100', value: sessionStorage.getItem(WHO) ?? '' }),
      ],
      send: () => {
        sessionStorage.setItem(WHO, typed('hold-by'));
        const given = Object.entries({ ...subject(key), reason: typed('hold-reason'), hours: typed('hold-hours'), by: typed('hold-by') });
        return { method: 'POST', query: Object.fromEntries(given.filter(([, value]) => value !== '')) };
      },
      failed: 'Nothing is held',
      done: key === undefined ? 'All jobs are held' : `${key} is held`,
    });
    byId('hold-reason').focus();
  });
}

function confirmEnd(key) {
  const target = targets.chosen;
  openConfirm(ofTarget(key === undefined ? 'End the hold of all jobs' : `End the hold of ${key}`, target), '', async () => {
    ask({
      target,
      label: 'End hold',
      kind: 'primary',
      body: [el('p', {}, 'The next run writes what differs by then; “Sync…” does it at once. What somebody holds by itself stays held.')],
      send: () => ({ method: 'DELETE', query: subject(key) }),
      failed: 'The hold was not ended',
      done: key === undefined ? 'All jobs are free' : `${key} is free`,
    });
  });
}

/** Shows what is asked, sends it on a yes, and shows the jobs as they are then. */
function ask({ target, label, kind, body, send, failed, done }) {
  const go = byId('confirm-go');
  byId('confirm-body').replaceChildren(...body);
  go.textContent = label;
  go.className = kind;
  go.disabled = false;
  show(go, true);
  byId('confirm-form').onsubmit = async (event) => {
    event.preventDefault();
    if (go.disabled) return;
    go.disabled = true;
    byId('confirm-body').querySelector(':scope > .failed')?.remove();
    const { turn } = confirming;
    try {
      const { method, query } = send();
      await call(forTarget(`hold?${new URLSearchParams(query)}`, target), { method });
      if (turn === confirming.turn) byId('confirm').close();
      announce(done);
      if (isOfShown(target)) forgetPlan();
      await Promise.all([loadJobs(), renewJob()]);
    } catch (error) {
      go.disabled = false;
      byId('confirm-body').prepend(failure(error, failed));
      if (!byId('confirm').open) byId('confirm').showModal(); // whoever closed it meanwhile must not believe that it was done
    }
  };
}

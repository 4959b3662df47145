// The runs, newest first, and one run's report.

const RUN_STATES = {
  ok: { text: 'Succeeded', kind: 'ok' },
  failed: { text: 'Failed', kind: 'failed' },
  refused: { text: 'Refused', kind: 'refused' },
  stopped: { text: 'Stopped', kind: 'waiting' },
  queued: { text: 'Queued', kind: 'waiting' },
  failing: { text: 'Failing', kind: 'failed' },
  running: { text: 'Running', kind: 'changed' },
  lost: { text: 'Lost', kind: 'failed' },
  covered: { text: 'Covered', kind: 'none' },
};

const runs = { all: [], next: undefined, fill: undefined };

/** The address of a run's report; slashes and the like are in no id. */
const runAddress = (id, target = targets.chosen) => forTarget(`#runs/${id}`, target);

function startRuns() {
  byId('runs-refresh').addEventListener('click', loadRuns);
  byId('runs-more').addEventListener('click', olderRuns);
}

async function loadRuns() {
  const notices = byId('runs-notices');
  const isSame = sameTarget();
  if (runs.all.length === 0) notices.replaceChildren(loading('Reading the runs…'));
  try {
    const { body } = await call(forTarget('runs?limit=50'));
    if (!isSame()) return;
    runs.all = body.runs;
    runs.next = body.next;
    showRuns();
    notices.replaceChildren(...(body.unread ?? [])
      .map(({ target, error }) => notice('failed', `The runs of ${target} can’t be shown`, error)), ...(runs.all.length > 0 ? []
      : [notice('note', 'No runs yet', 'Each sync leaves a report here. “Plan now” shows what a sync would do.')]));
  } catch (error) {
    if (isSame()) notices.replaceChildren(failure(error, 'The runs can’t be shown', loadRuns));
  }
}

/** Of another target: see `sameTarget`. */
function forgetRuns() {
  Object.assign(runs, { all: [], next: undefined });
  byId('runs-notices').replaceChildren();
  showRuns();
}

async function olderRuns() {
  const { next } = runs;
  const isSame = sameTarget();
  const first = runs.all.length;
  try {
    const { body } = await call(`runs?${new URL(next, location.href).searchParams}`);
    if (runs.next !== next) return; // asked twice, or all are new meanwhile
    runs.all = [...runs.all, ...body.runs];
    runs.next = body.next;
    showRuns();
    focusFirstLink(byId('runs-rows').children[first]);
  } catch (error) {
    if (isSame()) byId('runs-notices').replaceChildren(failure(error, 'Older runs can’t be shown', olderRuns));
  }
}

function showRuns() {
  const finished = runs.all.some((run) => run.counts);
  show(byId('runs-target'), isToChoose());
  show(byId('runs-table'), runs.all.length > 0);
  show(byId('runs-chart'), finished);
  show(byId('runs-more'), runs.next !== undefined);
  if (finished) byId('runs-chart').replaceChildren(...runsChart(runs.all));
  byId('runs-rows').replaceChildren(...runs.all.map(runRow));
}

function runRow(run) {
  const cell = (name, ...content) => el('td', { role: 'cell', class: name }, ...content);
  const state = RUN_STATES[run.status] ?? { text: words(run.status), kind: 'none' };
  return el('tr', { role: 'row' },
    cell('state', el('span', { class: `badge ${state.kind}` }, state.text)),
    isToChoose() ? cell('of-target', run.target) : undefined,
    cell('started', time(run.startedAt ?? run.acceptedAt, { focusable: false })),
    cell('why', run.why ?? '', run.caller ? ` by ${run.caller.text}` : '', run.dryRun ? el('span', { class: 'aside' }, ' (dry run)') : ''),
    cell('changes', runChanges(run)),
    cell('number', isPending(run) ? '' : seconds(run.seconds)),
    cell('run', el('a', { href: runAddress(run.runId) }, run.runId)));
}

const isPending = (run) => ['queued', 'failing', 'running'].includes(run.status);

function runChanges(run) {
  if (run.status !== 'running' && run.error) return run.tries ? `${run.error} (${count(run.tries, 'try', 'tries')})` : run.error;
  if (isPending(run)) return progressText(run);
  if (run.status === 'lost') return 'the process ended before it finished; ask again';
  if (run.status === 'covered') return 'done by another run';
  const parts = changeParts(run).filter((part) => part.of(run) > 0).map((part) => `${number.format(part.of(run))} ${part.text}`);
  if (run.problems > 0) parts.push(count(run.problems, 'problem'));
  if (parts.length > 0) return parts.join(', ');
  return run.status === 'failed' ? 'failed before it had a report; the run says why' : 'nothing to change';
}

/** What was applied, by its kind, in place of the sum; runs of earlier versions have the sum only. */
const changeParts = (run) => (run.created === undefined ? PARTS : [
  ...['created', 'updated', 'adopted', 'deleted'].map((text) => ({ text, of: () => run[text] })),
  ...PARTS.filter((part) => part.text !== 'applied'),
]);

/** How far a run is that works. */
function progressText(run) {
  if (run.reading) {
    const { what, done, total } = run.reading;
    return `${what}: ${number.format(done)}${total ? ` of ${number.format(total)}` : ''}`;
  }
  if (run.total === undefined) return '';
  const far = `${number.format(run.done)} of ${count(run.total, 'change')} done`;
  return run.secondsLeft > 0 ? `${far}, ${rateText((run.total - run.done) / run.secondsLeft)}, about ${roughly(run.secondsLeft)} left` : far;
}

const rateText = (perSecond) => (perSecond >= 0.1 ? `${number.format(Number(perSecond.toPrecision(2)))} a second` : `${number.format(Number((perSecond * 60).toPrecision(2)))} a minute`);

/** Shows one run: its report, or how far it is. */
async function showRun(id) {
  const body = byId('run-body');
  const { hash } = location;
  const isShown = () => location.hash === hash;
  byId('run-title').textContent = `Run ${id}`;
  byId('run-as-of').textContent = '';
  body.replaceChildren(loading('Reading the report…'));
  try {
    const answer = await call(forTarget(`runs/${encodeURIComponent(id)}`));
    if (!isShown()) return;
    if (answer.status === 202) {
      body.replaceChildren(loading(`This run is ${answer.body.status}. Its report comes here when it is done.`),
        ...pendingNotices(answer.body));
      await watchRun(id, 'Run');
      if (isShown()) await showRun(id);
    } else {
      body.replaceChildren(...(answer.body.changes ? [...undoPart(answer.body), reportView(answer.body)] : [failedView(answer.body)]));
    }
  } catch (error) {
    if (!isShown()) return;
    body.replaceChildren(error.status === 404
      ? notice('note', 'There is no such report', 'Reports are kept for a limited time.')
      : failure(error, 'The report can’t be shown', () => showRun(id)));
  }
}

/** What went wrong with a run that waits to be tried again, or is tried again now. */
function pendingNotices(run) {
  return run.error
    ? [notice('failed', `${count(run.tries ?? 1, 'try', 'tries')} failed`, run.error)]
    : [];
}

/** A run that was given up, or lost with its process, before it had anything to report. */
function failedView(run) {
  return notice('failed', `This run ${run.status === 'lost' ? 'was lost' : 'failed'} before it had a report`, run.error);
}

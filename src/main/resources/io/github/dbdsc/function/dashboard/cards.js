// All targets: a card for each, with how its jobs stand, and nothing of the jobs themselves.

async function loadTargets() {
  const notices = byId('targets-notices');
  targets.asked += 1;
  jobs.readAt = Date.now();
  const { asked } = targets;
  if (targets.all.length === 0) notices.replaceChildren(loading('Reading the targets…'));
  try {
    const answer = await call('jobs?summary', { headers: targets.etag ? { 'If-None-Match': targets.etag } : {} });
    if (answer.status !== 304 && asked === targets.asked) keepingFocus(() => takeTargets(answer));
  } catch (error) {
    if (asked !== targets.asked) return;
    targets.etag = undefined;
    notices.replaceChildren(failure(error, 'The targets can’t be shown', loadTargets));
  }
}

function takeTargets({ body, etag }) {
  if (!body.targets) throw new CallError('The app has become one with a single target', 'Load the page again.', 200);
  targets.etag = etag ?? undefined;
  targets.all = body.targets;
  showSwitch();
  byId('cards').replaceChildren(...body.targets.map(card));
  byId('targets-notices').replaceChildren(...settingNotices(body.settings), ...queueNotices(body.queue));
  if (!targets.chosen) byId('target').replaceChildren(count(body.targets.length, 'target'));
}

function card({ target, workspace, mode, counts, unmanaged: nobodys, runId, asOf, hold, stale, error }) {
  return el('li', { class: 'card' },
    el('h2', {}, el('a', { id: `card-${target}`, href: forTarget('#jobs', target) }, target), modeView(mode)),
    workspace ? el('p', { class: 'aside' }, hostView(workspace)) : undefined,
    counts ? el('ul', { class: 'states' }, ...countsView(target, counts)) : undefined,
    nobodys ? el('p', {}, el('a', { id: `card-unmanaged-${target}`, href: forTarget('#unmanaged', target) }, `${count(nobodys.count, 'job')} not managed`)) : undefined,
    error ? undefined : el('p', {}, ...lastRunView(target, runId, asOf)),
    hold ? notice('warning', 'Everything is held', hold.text) : undefined,
    stale ? notice('failed', 'Runs fail, and nothing is applied', stale.reason, el('p', {}, 'For ', time(stale.since, { isSince: true }), '. ',
      el('a', { id: `card-stale-${target}`, href: runAddress(stale.runId, target) }, 'Show the run'))) : undefined,
    error ? notice('failed', 'Its jobs can’t be shown', error) : undefined);
}

/** That names, schedules and tags are those of development. */
const modeView = (mode) => (mode ? el('span', { class: 'badge none mode' }, mode) : undefined);

const hostView = (workspace) => outside(workspace, (workspace ?? '').replace(/^https?:\/\//, ''));

/** How many jobs there are in each state, what wants attention first, each as a link to them. */
function countsView(target, counts) {
  const states = Object.keys(counts).sort((a, b) => rank({ status: a }) - rank({ status: b }));
  const one = (status, text, n, kind) => el('li', {}, el('a', {
    class: `badge ${kind}`, id: `card-${status || 'all'}-${target}`, href: jobsAddress({ ...ALL, state: status }, target) }, `${number.format(n)} ${text.toLowerCase()}`));
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return [one('', all === 1 ? 'job' : 'jobs', all, 'none'),
    ...states.map((status) => one(status, stateOf({ status }).text, counts[status], stateOf({ status }).kind))];
}

function lastRunView(target, runId, asOf) {
  if (!runId) return [el('span', { class: 'aside' }, 'No run has ended so far.')];
  return ['Last run ', el('a', { id: `card-run-${target}`, href: runAddress(runId, target) }, asOf ? time(asOf, { focusable: false }) : shortRun(runId))];
}

// Every job with its state, filtered and searched here in the page.

/** In the order in which they want attention. */
const STATES = {
  failed: { text: 'Failed', kind: 'failed' },
  problem: { text: 'Problem', kind: 'failed' },
  refused: { text: 'Refused', kind: 'refused' },
  drifted: { text: 'Drifted', kind: 'waiting' },
  held: { text: 'Held', kind: 'waiting' },
  waiting: { text: 'Waiting', kind: 'waiting' },
  orphan: { text: 'Orphan', kind: 'orphan' },
  changed: { text: 'Changed', kind: 'changed' },
  'in-sync': { text: 'In sync', kind: 'ok' },
};
const ORDER = Object.keys(STATES);
const stateOf = (job) => STATES[job.status] ?? { text: words(job.status), kind: 'none' };
const rank = (job) => (ORDER.indexOf(job.status) + 1) || ORDER.length + 1;

const jobs = { all: [], etag: undefined, status: 'all', fill: undefined };

function startJobs() {
  jobs.fill = chunked(byId('jobs-rows'), byId('jobs-more'), jobRow);
  byId('job-search').addEventListener('input', showJobs);
  byId('jobs-refresh').addEventListener('click', loadJobs);
  byId('hold-all').addEventListener('click', () => confirmHold());
}

async function loadJobs() {
  const notices = byId('jobs-notices');
  if (jobs.etag === undefined) notices.replaceChildren(loading('Reading the jobs…'));
  try {
    const answer = await call('jobs', { headers: jobs.etag ? { 'If-None-Match': jobs.etag } : {} });
    if (answer.status !== 304) takeJobs(answer);
  } catch (error) {
    jobs.etag = undefined;
    notices.replaceChildren(failure(error, 'The jobs can’t be shown', loadJobs));
  }
}

function takeJobs({ body, etag }) {
  jobs.etag = etag ?? undefined;
  jobs.all = body.jobs
    .map((job) => ({ ...job, text: [job.key, job.name, job.jobId, job.reason, job.hold?.text].join('\n').toLowerCase() }))
    .sort((a, b) => rank(a) - rank(b) || (a.key < b.key ? -1 : 1));
  byId('target').replaceChildren(el('span', {}, body.target, ' in '), outside(body.workspace, (body.workspace ?? '').replace(/^https?:\/\//, '')));
  byId('jobs-as-of').replaceChildren(...(body.asOf ? ['as of ', time(body.asOf)] : []), ...(body.stale ? [', out of date since ', time(body.stale.since)] : []));
  showOutage(body.stale);
  showHold(body.hold);
  byId('jobs-notices').replaceChildren(...settingNotices(body.settings), ...planNotices(body.pending), ...queueNotices(body.queue), ...emptyNotices(body));
  showStates();
  showJobs();
}

/** Says on every view that runs fail: what is shown is as it was before. */
function showOutage(stale) {
  const title = 'Runs fail, and nothing is applied';
  if (stale && byId('outage').childElementCount === 0) announce(`${title}. ${stale.reason}`);
  byId('outage').replaceChildren(...(stale ? [notice('failed', title, stale.reason,
    el('p', {}, 'Since ', time(stale.since), `, ${count(stale.tries, 'try', 'tries')}, the last one `, time(stale.lastFailure), '. ',
      el('a', { href: `#runs/${stale.runId}` }, 'Show the run')))] : []));
}

function settingNotices(faults = []) {
  return faults.map((fault) => notice('failed', 'A setting of the function app is wrong', fault));
}

function queueNotices(queue) {
  const notices = [];
  if (queue?.poison > 0) {
    notices.push(notice('failed', `${count(queue.poison, 'request')} failed too often and will not be tried again`,
      [...new Set(queue.reasons), 'They are in the queue dsc-sync-poison of the storage account. A sync makes up for them.'].join(' ')));
  }
  if (queue?.lostEvents > 0) {
    notices.push(notice('failed', `${count(queue.lostEvents, 'event')} of a file led to no run`,
      'They are in the queue webjobs-blobtrigger-poison or dsc-events-poison of the storage account. The next look for changes makes up for them.'));
  }
  if (queue?.waiting > 0) {
    notices.push(notice('note', `${count(queue.waiting, 'request')} waiting for a run, or at work`,
      queue.oldest && el('span', {}, 'The oldest of them waits for its turn since ', time(queue.oldest), '.')));
  }
  return notices;
}

function emptyNotices(body) {
  if (body.jobs.length > 0) return [];
  return [body.runId
    ? notice('note', 'No jobs', 'The last run found no definitions. Upload JSON files to the folder jobs/ of the container.')
    : notice('note', 'Nothing is known yet', 'No run has ended so far. “Plan now” shows what a sync would do; “Sync” does it.')];
}

function showStates() {
  const counts = new Map();
  for (const job of jobs.all) counts.set(job.status, (counts.get(job.status) ?? 0) + 1);
  const states = [...counts.keys()].sort((a, b) => rank({ status: a }) - rank({ status: b }));
  if (!counts.has(jobs.status)) jobs.status = 'all';
  const button = (status, text, n, kind) => el('button',
    { type: 'button', class: `state ${kind}`, 'aria-pressed': String(jobs.status === status), 'data-status': status, onclick: () => choose(status) },
    el('span', { class: 'dot', 'aria-hidden': 'true' }), text, el('span', { class: 'amount' }, number.format(n)));
  byId('job-states').replaceChildren(
    button('all', 'All', jobs.all.length, 'none'),
    ...states.map((status) => button(status, stateOf({ status }).text, counts.get(status), stateOf({ status }).kind)));
}

function choose(status) {
  jobs.status = status;
  for (const button of byId('job-states').children) {
    button.setAttribute('aria-pressed', String(button.dataset.status === status));
  }
  showJobs();
}

function showJobs() {
  const terms = byId('job-search').value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = jobs.all.filter((job) =>
    (jobs.status === 'all' || job.status === jobs.status) && terms.every((term) => job.text.includes(term)));
  show(byId('jobs-table'), found.length > 0);
  byId('jobs-shown').textContent = jobs.all.length === 0 ? ''
    : found.length === 0 ? 'No job matches the filter.'
      : found.length === jobs.all.length ? count(found.length, 'job')
        : `${number.format(found.length)} of ${count(jobs.all.length, 'job')}`;
  jobs.fill(found);
}

function jobRow(job) {
  const cell = (name, ...content) => el('td', { role: 'cell', class: name }, ...content);
  return el('tr', { role: 'row' },
    cell('state', el('span', { class: `badge ${stateOf(job).kind}` }, stateOf(job).text),
      job.hold && job.status !== 'held' ? el('span', { class: 'badge waiting' }, 'Held') : undefined),
    cell('definition', el('span', { class: 'key' }, jobLink(job.key)), el('span', { class: 'name' }, job.name)),
    cell('job', job.jobId ? outside(job.link, String(job.jobId)) : el('span', { class: 'aside' }, 'none')),
    cell('reason', job.status === 'in-sync' ? '' : job.reason,
      job.hold && job.hold.text !== job.reason ? el('span', { class: 'hold' }, job.hold.text) : undefined),
    cell('run', job.runId ? el('a', { href: `#runs/${job.runId}` }, shortRun(job.runId)) : '', holdButton(job)));
}

/** A run id as the list shows it: 20261122T154200Z-3fa94c is 22 Nov, 15:42 of that year, UTC. */
function shortRun(id) {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z/.exec(id);
  return parts ? el('span', { title: id }, shortTime(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`)) : id;
}

/** What to show for a call that failed, with a way to try again. */
function failure(error, title, again) {
  const isCall = error instanceof CallError;
  if (!isCall) console.error(error);
  const text = isCall ? `${error.message}. ${error.detail}` : 'The page has a fault; the browser’s console says more. Please report it.';
  announce(`${title}. ${text}`);
  return notice('failed', title, text,
    again ? el('button', { type: 'button', onclick: again }, error.status === 401 ? 'Enter key' : 'Try again') : undefined);
}

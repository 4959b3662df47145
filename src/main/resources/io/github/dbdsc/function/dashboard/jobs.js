// Every job with its state, filtered, searched, sorted and grouped here in the page.

const jobs = { all: [], etag: undefined, wanted: ALL, fill: undefined, turn: 0, readAt: Date.now() };

/** In seconds. A page that stays open must not stay green through an outage; an answer that is the same costs little. */
const RENEW_JOBS = 60;

function startJobs() {
  jobs.fill = chunked(byId('jobs-rows'), byId('jobs-more'), (item) => (item.jobs ? folderRow(item) : jobRow(item)));
  byId('job-search').addEventListener('input', () => {
    jobs.wanted = { ...jobs.wanted, q: byId('job-search').value };
    typedJobs(jobs.wanted);
    showJobs();
  });
  byId('job-search').addEventListener('change', endTyping);
  for (const button of document.querySelectorAll('#jobs-table button[data-sort]')) {
    button.addEventListener('click', () => choose({ sort: nextSort(button.dataset.sort, jobs.wanted.sort) }));
  }
  byId('jobs-group').addEventListener('click', () => choose({ group: jobs.wanted.group ? '' : 'folder' }));
  byId('jobs-refresh').addEventListener('click', loadJobs);
  byId('hold-all').addEventListener('click', () => confirmHold());
  setInterval(renewJobs, RENEW_EVERY * 1000);
  document.addEventListener('visibilitychange', renewJobs);
}

/** Reads the jobs again after a while, where somebody looks and is not asked something. */
function renewJobs() {
  const isDue = Date.now() - jobs.readAt >= RENEW_JOBS * 1000;
  if (isDue && !document.hidden && !document.querySelector('dialog[open]')) loadJobs();
}

/** Shows the jobs as the address wants them, as many as before. */
function takeAddress() {
  jobs.wanted = jobsWanted(location.hash);
  byId('job-search').value = jobs.wanted.q;
  orderJobs();
  if (jobs.all.length > 0) showStates();
  showJobs(true);
}

/** Shows them otherwise from now on, and makes that the address. */
function choose(change) {
  jobs.wanted = { ...jobs.wanted, ...change };
  goToJobs(jobs.wanted);
  if (change.sort) orderJobs();
  showStates();
  showJobs();
}

function orderJobs() {
  jobs.all = sorted(jobs.all, jobs.wanted.sort);
}

/** Reads the jobs, or how those of all targets stand where none is chosen. */
async function loadJobs() {
  if (isToChoose()) return loadTargets();
  const notices = byId('jobs-notices');
  jobs.turn += 1;
  jobs.readAt = Date.now();
  const { turn } = jobs;
  if (jobs.all.length === 0 && jobs.etag === undefined) notices.replaceChildren(loading('Reading the jobs…'));
  try {
    const answer = await call(forTarget('jobs'), { headers: jobs.etag ? { 'If-None-Match': jobs.etag } : {} });
    // one that was asked before may tell of what was before
    if (answer.status !== 304 && turn === jobs.turn) keepingFocus(() => takeJobs(answer));
  } catch (error) {
    if (turn !== jobs.turn) return;
    jobs.etag = undefined;
    notices.replaceChildren(failure(error, 'The jobs can’t be shown', loadJobs));
  }
}

/** Of another target: nothing that was asked for before is shown any more. */
function forgetJobs() {
  Object.assign(jobs, { all: [], etag: undefined, turn: jobs.turn + 1 });
  for (const id of ['target', 'jobs-as-of', 'job-states', 'jobs-notices']) byId(id).replaceChildren();
  showOutage();
  showHold();
  showJobs();
}

function takeJobs({ body, etag }) {
  if (body.targets) throw new CallError('The app has become one with several targets', 'Load the page again.', 200);
  jobs.etag = etag ?? undefined;
  jobs.all = body.jobs
    .map((job) => ({ ...job, text: [job.key, job.name, job.jobId, job.reason, job.hold?.text].join('\n').toLowerCase() }));
  orderJobs();
  byId('target').replaceChildren(el('span', {}, body.target, ' in '), hostView(body.workspace), ...(body.mode ? [modeView(body.mode)] : []));
  byId('jobs-as-of').replaceChildren(...(body.asOf ? ['as of ', time(body.asOf)] : []), ...(body.stale ? [', out of date for ', time(body.stale.since, { isSince: true })] : []));
  showOutage(body.stale);
  showHold(body.hold);
  tellUnmanaged(body.unmanaged);
  byId('jobs-notices').replaceChildren(...settingNotices(body.settings), ...planNotices(body.pending), ...queueNotices(body.queue), ...emptyNotices(body));
  showStates();
  showJobs(true);
}

/** Says on every view that runs fail: what is shown is as it was before. */
function showOutage(stale) {
  const title = 'Runs fail, and nothing is applied';
  if (stale && byId('outage').childElementCount === 0) announce(`${title}. ${stale.reason}`);
  byId('outage').replaceChildren(...(stale ? [notice('failed', title, stale.reason,
    el('p', {}, 'For ', time(stale.since, { isSince: true }), `, ${count(stale.tries, 'try', 'tries')}, the last one `, time(stale.lastFailure), '. ',
      el('a', { href: runAddress(stale.runId) }, 'Show the run')))] : []));
  show(byId('outage'), Boolean(stale));
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
      queue.oldest && el('span', {}, 'The oldest of them has waited for its turn for ', time(queue.oldest, { isSince: true }), '.')));
  }
  return notices;
}

function emptyNotices(body) {
  if (body.jobs.length > 0) return [];
  return [body.runId
    ? notice('note', 'No jobs', 'The last run found no definitions. Upload JSON files to the folder jobs/ of the container.')
    : notice('note', 'Nothing is known yet', 'No run has ended so far. “Plan now” shows what a sync would do; “Sync” does it.')];
}

/** The states there are, and the one that is wanted though there is none of it now. */
function showStates() {
  const { state: wanted } = jobs.wanted;
  const counts = new Map(wanted ? [[wanted, 0]] : []);
  for (const job of jobs.all) counts.set(job.status, (counts.get(job.status) ?? 0) + 1);
  const states = [...counts.keys()].sort((a, b) => rank({ status: a }) - rank({ status: b }));
  const button = (status, text, n, kind) => el('button',
    { type: 'button', class: `state ${kind}`, 'aria-pressed': String(wanted === status), 'data-status': status || 'all', onclick: () => choose({ state: status }) },
    el('span', { class: 'dot', 'aria-hidden': 'true' }), text, el('span', { class: 'amount' }, number.format(n)));
  const focused = byId('job-states').contains(document.activeElement) ? document.activeElement.dataset.status : undefined;
  byId('job-states').replaceChildren(
    button('', 'All', jobs.all.length, 'none'),
    ...states.map((status) => button(status, stateOf({ status }).text, counts.get(status), stateOf({ status }).kind)));
  if (focused) byId('job-states').querySelector(`[data-status="${CSS.escape(focused)}"]`)?.focus();
}

/** `asMany`: of a long list as many rows as are there now, so that nobody loses the place. */
function showJobs(asMany = false) {
  const { state, q, sort, group } = jobs.wanted;
  const terms = q.toLowerCase().split(/\s+/).filter(Boolean);
  const found = jobs.all.filter((job) => (!state || job.status === state) && terms.every((term) => job.text.includes(term)));
  show(byId('jobs-table'), found.length > 0);
  byId('jobs-shown').textContent = jobs.all.length === 0 ? ''
    : found.length === 0 ? 'No job matches the filter.'
      : found.length === jobs.all.length ? count(found.length, 'job')
        : `${number.format(found.length)} of ${count(jobs.all.length, 'job')}`;
  showSort(sort);
  byId('jobs-group').setAttribute('aria-pressed', String(group === 'folder'));
  byId('all-jobs').href = jobsAddress(jobs.wanted);
  jobs.fill(group ? grouped(found) : found, asMany);
}

function jobRow(job) {
  const cell = (name, ...content) => el('td', { role: 'cell', class: name }, ...content);
  return el('tr', { role: 'row', 'data-key': job.key },
    cell('state', el('span', { class: `badge ${stateOf(job).kind}` }, stateOf(job).text),
      job.hold && job.status !== 'held' ? el('span', { class: 'badge waiting' }, 'Held') : undefined),
    cell('definition', el('span', { class: 'key' }, jobLink(job.key)), el('span', { class: 'name' }, job.name)),
    cell('job', job.jobId ? outside(job.link, String(job.jobId)) : el('span', { class: 'aside' }, 'none')),
    cell('reason', job.status === 'in-sync' ? '' : job.reason,
      job.hold && job.hold.text !== job.reason ? el('span', { class: 'hold' }, job.hold.text) : undefined),
    cell('run', job.runId ? el('a', { href: runAddress(job.runId) }, shortRun(job.runId)) : '', holdButton(job)));
}

/** The time in a run's id: 20261122T154200Z-3fa94c is of 22 Nov 2026, 15:42:00 UTC. */
function shortRun(id) {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z/.exec(id);
  return parts ? time(`${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`, { focusable: false }) : id;
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

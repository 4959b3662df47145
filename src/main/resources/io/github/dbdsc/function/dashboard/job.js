// One job: how it stood, its definition, and what runs did with it.

const HISTORY = 20;
const MOST_DIFFERENCES = 20;
const job = { key: undefined, runs: [], next: undefined };

/** The address of a job's page; slashes stay readable. */
const jobAddress = (key, target = targets.chosen) => forTarget(`#jobs/${key.split('/').map(encodeURIComponent).join('/')}`, target);

const jobQuery = (key) => `key=${encodeURIComponent(key)}`;

const jobLink = (key, target) => el('a', { href: jobAddress(key, target) }, key);

/** Tells, whenever it is asked, whether the job is shown, and still of the same target. */
function jobShown(key) {
  const isSame = sameTarget();
  return () => job.key === key && isSame() && !byId('view-job').hidden;
}

function startJob() {
  byId('job-refresh').addEventListener('click', () => showJob(job.key));
  byId('job-more').addEventListener('click', olderHistory);
}

async function showJob(key) {
  job.key = key;
  const isShown = jobShown(key);
  byId('job-title').textContent = visible(key);
  byId('job-as-of').textContent = '';
  byId('job-body').replaceChildren(loading('Reading the job…'));
  byId('job-last').replaceChildren();
  byId('job-history').replaceChildren(loading('Looking for runs that had to do with it…'));
  byId('job-rows').replaceChildren();
  show(byId('job-table'), false);
  show(byId('job-more'), false);
  if (isToChoose()) {
    byId('job-body').replaceChildren(chooseView('A job is one of a target'));
    byId('job-history').replaceChildren();
    return;
  }
  await Promise.all([showStanding(key, isShown), showHistory(key, isShown)]);
}

/** Shows how the job stands now, where it is shown. */
async function renewJob() {
  const { key } = job;
  const isShown = jobShown(key);
  if (isShown()) await showStanding(key, isShown);
}

async function showStanding(key, isShown) {
  try {
    const { body } = await call(forTarget(`jobs?${jobQuery(key)}`));
    if (isShown()) keepingFocus(() => fillStanding(key, body));
  } catch (error) {
    if (isShown()) byId('job-body').replaceChildren(failure(error, 'The job can’t be shown', () => showJob(key)));
  }
}

function fillStanding(key, body) {
  byId('job-as-of').replaceChildren(...(body.asOf ? ['as of ', time(body.asOf)] : []), ...(body.stale ? [', out of date for ', time(body.stale.since, { isSince: true })] : []));
  byId('job-body').replaceChildren(
    ...(body.jobs.length > 0 ? body.jobs.map(standing)
      : [notice('note', 'There is no such job now', 'It was deleted, or no definition of this key was ever applied. Its history below says what is known.')]),
    definitionView(body.definition),
    ...(body.jobs.some((one) => one.jobId) ? [settingsView(key)] : []));
}

/** A list of facts; those without a value are left out. */
function factList(...facts) {
  return el('dl', { class: 'facts' }, ...facts.filter(([, value]) => value !== undefined && value !== '')
    .map(([name, ...value]) => el('div', {}, el('dt', {}, name), el('dd', {}, ...value))));
}

function standing(one, place) {
  return el('div', {},
    factList(
      ['State', el('span', { class: `badge ${stateOf(one).kind}` }, stateOf(one).text)],
      ['Name', one.name],
      ['Job', one.jobId ? outside(one.link, String(one.jobId)) : 'none'],
      ['Last run that tells of it', one.runId && el('a', { href: runAddress(one.runId) }, shortRun(one.runId))]),
    el('p', { class: 'why-now' }, el('strong', {}, 'Why: '), one.reason),
    one.hold && one.hold.text !== one.reason ? el('p', { class: 'held-by' }, el('strong', {}, 'Hold: '), one.hold.text) : undefined,
    el('p', {}, holdButton(one, `hold-${place}`)));
}

function definitionView(definition) {
  return el('section', {},
    el('h2', {}, 'Definition'),
    factList(['File', el('code', {}, definition.path)], ['Changed by', ...commitView(definition)]),
    definition.fault ? notice('warning', 'It can’t be read', definition.fault)
      : definition.text === undefined ? el('p', { class: 'empty' }, 'There is no such file.')
        : folded('Show the file', () => el('pre', {}, definition.text)));
}

/** The settings are asked for when somebody looks, since that calls the workspace. */
function settingsView(key) {
  return el('section', {},
    el('h2', {}, 'Settings in the workspace'),
    folded('Get them from the workspace now', async () => {
      const { body } = await call(forTarget(`jobs?${jobQuery(key)}&settings=true`));
      return el('div', {}, ...body.jobs.map((one) => el('div', {},
        one.unreadable ? notice('warning', 'They can’t be read whole', one.unreadable) : undefined,
        one.settings ? el('pre', {}, valueText(one.settings))
          : el('p', { class: 'empty' }, `There is no job ${one.jobId ?? ''} any more.`))));
    }));
}

/** Shows what `content` gives as soon as it is opened, and asks again after a failure. */
function folded(title, content) {
  const body = el('div', { class: 'folded', tabindex: '0', role: 'region', 'aria-label': title });
  const fill = async () => {
    body.replaceChildren(loading('Reading…'));
    try {
      body.replaceChildren(await content());
    } catch (error) {
      body.replaceChildren(failure(error, 'This can’t be shown', fill));
    }
  };
  const details = el('details', {}, el('summary', {}, title), body);
  details.addEventListener('toggle', () => {
    if (details.open && body.childElementCount === 0) fill();
  });
  return details;
}

/** Who committed a file, in a few words; nothing where that is not known. */
function commitView(file) {
  if (!file?.commit && !file?.author) return [undefined];
  return [file.author || 'somebody',
    ...(file.commit ? [' in ', el('code', { title: file.commit }, file.commit.slice(0, 12))] : []),
    ...(file.committedAt ? [', ', time(file.committedAt)] : [])];
}

async function showHistory(key, isShown) {
  try {
    const { body } = await call(forTarget(`runs?${jobQuery(key)}&limit=${HISTORY}`));
    if (!isShown()) return;
    job.runs = body.runs;
    job.next = body.next;
    fillHistory();
    await showLastDifferences(key, isShown);
  } catch (error) {
    if (isShown()) byId('job-history').replaceChildren(failure(error, 'The history can’t be shown', () => showHistory(key, isShown)));
  }
}

async function olderHistory() {
  const { key, next } = job;
  const first = job.runs.length;
  try {
    const { body } = await call(`runs?${new URL(next, location.href).searchParams}`);
    if (job.key !== key || job.next !== next) return;
    job.runs = [...job.runs, ...body.runs];
    job.next = body.next;
    fillHistory();
    focusFirstLink(byId('job-rows').children[first]);
  } catch (error) {
    if (job.key === key && job.next === next) byId('job-history').replaceChildren(failure(error, 'Older runs can’t be shown', olderHistory));
  }
}

function fillHistory() {
  byId('job-history').replaceChildren(...(job.runs.length > 0 ? []
    : [el('p', { class: 'empty' }, job.next ? 'None of the newest runs had to do with it.' : 'No run whose report is kept had to do with it.')]));
  byId('job-rows').replaceChildren(...job.runs.map(historyRow));
  show(byId('job-table'), job.runs.length > 0);
  show(byId('job-more'), job.next !== undefined);
}

function historyRow(run) {
  const cell = (name, ...content) => el('td', { role: 'cell', class: name }, ...content);
  const { sign, kind } = ACTIONS[run.job.action] ?? ACTIONS.refused;
  return el('tr', { role: 'row' },
    cell('started', time(run.startedAt, { focusable: false })),
    cell('state', el('span', { class: `action ${kind}` }, el('span', { class: 'sign', 'aria-hidden': 'true' }, sign), words(run.job.action)), ' ',
      el('span', { class: `badge ${OUTCOMES[run.job.outcome] ?? 'none'}` }, words(run.job.outcome))),
    cell('changes', ...whatHappened(run.job)),
    cell('author', ...authorsView(run.job)),
    cell('why', run.why),
    cell('run', el('a', { href: runAddress(run.runId) }, run.runId)));
}

function whatHappened({ paths = [], morePaths, reason, error }) {
  return [
    ...(paths.length > 0 ? [el('span', { class: 'paths' }, paths.join(', '), morePaths ? ` and ${number.format(morePaths)} more` : '')] : []),
    ...(reason ? [el('span', { class: 'reason' }, reason)] : []),
    ...(error ? [el('span', { class: 'error' }, error)] : []),
  ];
}

/** Who changed the definition, and the template where that is another commit. */
function authorsView({ definition, template }) {
  return [
    ...(definition ? [el('span', {}, ...commitView(definition))] : []),
    ...(template ? [el('span', {}, 'template: ', ...commitView(template))] : []),
  ];
}

/** The newest differences with their values, which only the run's report has. */
async function showLastDifferences(key, isShown) {
  const last = job.runs.find((run) => run.job.paths);
  if (!last) return;
  try {
    const { body } = await call(forTarget(`runs/${encodeURIComponent(last.runId)}?${jobQuery(key)}`));
    const differences = (body.changes ?? []).flatMap((change) => change.differences);
    if (!isShown() || differences.length === 0) return;
    byId('job-last').replaceChildren(
      el('h2', {}, 'Last differences'),
      el('p', { class: 'aside' }, time(last.startedAt), `, ${words(last.job.outcome)}, `, el('a', { href: runAddress(last.runId) }, 'show the run')),
      el('ul', { class: 'differences' }, ...differences.slice(0, MOST_DIFFERENCES).map(differenceView)),
      ...(differences.length > MOST_DIFFERENCES
        ? [el('p', { class: 'aside' }, `${number.format(differences.length - MOST_DIFFERENCES)} more are in the report of the run.`)] : []));
  } catch (error) {
    if (isShown()) byId('job-last').replaceChildren(failure(error, 'The last differences can’t be shown', () => showLastDifferences(key, isShown)));
  }
}

// The jobs of the workspace that are nobody's, as the last run saw them that listed all jobs, and what makes definitions of them.

const unmanaged = { count: 0, all: [], asOf: undefined, etag: undefined, turn: 0, fill: undefined };

function startUnmanaged() {
  unmanaged.fill = chunked(byId('unmanaged-rows'), byId('unmanaged-more'), unmanagedRow);
  byId('unmanaged-search').addEventListener('input', () => showUnmanaged());
  byId('unmanaged-refresh').addEventListener('click', loadUnmanaged);
}

async function loadUnmanaged() {
  const notices = byId('unmanaged-notices');
  if (isToChoose()) {
    notices.replaceChildren(chooseView('Each target has a workspace of its own'));
    return;
  }
  unmanaged.turn += 1;
  const { turn } = unmanaged;
  if (unmanaged.etag === undefined) notices.replaceChildren(loading('Reading the jobs that are not managed…'));
  try {
    const answer = await call(forTarget('jobs?unmanaged=true'), { headers: unmanaged.etag ? { 'If-None-Match': unmanaged.etag } : {} });
    if (answer.status !== 304 && turn === unmanaged.turn) keepingFocus(() => takeUnmanaged(answer));
  } catch (error) {
    if (turn !== unmanaged.turn) return;
    unmanaged.etag = undefined;
    notices.replaceChildren(failure(error, 'The jobs that are not managed can’t be shown', loadUnmanaged));
  }
}

/** Of another target: nothing that was asked for before is shown any more. */
function forgetUnmanaged() {
  Object.assign(unmanaged, { count: 0, all: [], asOf: undefined, etag: undefined, turn: unmanaged.turn + 1 });
  for (const id of ['unmanaged-as-of', 'unmanaged-notices', 'unmanaged-all']) byId(id).replaceChildren();
  byId('unmanaged-search').value = '';
  showUnmanagedTab();
  showUnmanaged();
}

function takeUnmanaged({ body, etag }) {
  const { count: n, asOf, command, jobs: list } = body.unmanaged;
  Object.assign(unmanaged, { count: n ?? 0, asOf, etag: etag ?? undefined });
  unmanaged.all = list.toSorted(newestFirst)
    .map((job) => ({ ...job, text: [job.name, job.creator, job.jobId].join('\n').toLowerCase() }));
  byId('unmanaged-as-of').replaceChildren(...(asOf ? ['as of ', time(asOf)] : []));
  byId('unmanaged-notices').replaceChildren(...noneUnmanaged(n));
  byId('unmanaged-all').replaceChildren(...(n > 0
    ? ['No installation of this program keeps these jobs, and no definition means them. This makes definitions of all of them: ', commandView(command)] : []));
  showUnmanagedTab();
  showUnmanaged(true);
}

/** Jobs whose time is not known come last. */
const newestFirst = (a, b) => compared(b.created ?? '', a.created ?? '') || compared(a.name, b.name) || compared(a.jobId, b.jobId);

function noneUnmanaged(n) {
  if (n > 0) return [];
  return [n === undefined
    ? notice('note', 'Nothing is known yet', 'The next run over all jobs finds which jobs of the workspace are nobody’s.')
    : notice('note', 'No job of the workspace is nobody’s', 'The last run over all jobs found none without an owner and a definition.')];
}

/** What the answer about all jobs tells of them; where the list is shown and has become another, it is read again. */
function tellUnmanaged(seen) {
  unmanaged.count = seen?.count ?? 0;
  showUnmanagedTab();
  if (!byId('view-unmanaged').hidden && unmanaged.asOf && seen?.asOf !== unmanaged.asOf) loadUnmanaged();
}

/** There is a way to them where there are any, and where somebody is. */
function showUnmanagedTab() {
  byId('unmanaged-amount').textContent = unmanaged.count > 0 ? number.format(unmanaged.count) : '';
  show(byId('unmanaged-tab'), unmanaged.count > 0 || !byId('view-unmanaged').hidden);
}

/** `asMany`: of a long list as many rows as are there now, so that nobody loses the place. */
function showUnmanaged(asMany = false) {
  const terms = byId('unmanaged-search').value.toLowerCase().split(/\s+/).filter(Boolean);
  const found = unmanaged.all.filter((job) => terms.every((term) => job.text.includes(term)));
  const some = unmanaged.all.length;
  show(byId('unmanaged-table'), found.length > 0);
  show(byId('unmanaged-filter'), some > 0);
  byId('unmanaged-shown').textContent = some === 0 ? ''
    : (found.length === 0 ? 'No job matches the filter.' : found.length === some ? count(some, 'job') : `${number.format(found.length)} of ${count(some, 'job')}`)
      + (unmanaged.count > some ? ` These are the newest of ${number.format(unmanaged.count)}.` : '');
  unmanaged.fill(found, asMany);
}

function unmanagedRow(job) {
  const cell = (name, ...content) => el('td', { role: 'cell', class: name }, ...content);
  return el('tr', { role: 'row', 'data-key': String(job.jobId) },
    cell('definition', el('span', { class: 'name' }, outside(job.link, job.name)), el('span', { class: 'aside id' }, String(job.jobId))),
    cell('author', job.creator ?? el('span', { class: 'aside' }, 'a user who is gone')),
    cell('started', time(job.created, { focusable: false })),
    cell('command', commandView(job.command)));
}

/** A click selects all of it. */
const commandView = (command) => el('code', { class: 'command' }, command);

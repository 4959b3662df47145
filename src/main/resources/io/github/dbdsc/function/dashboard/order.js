// The states of jobs, and the order that jobs are shown in: by a column, and by folder where that is wanted.

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

/** What is compared; a job without it comes last either way. `first` is the direction that one begins with. */
const SORTS = {
  state: { of: rank, first: '' },
  key: { of: (job) => job.key, first: '' },
  job: { of: (job) => job.jobId, first: '' },
  run: { of: (job) => job.runId, first: '-' },
};

/** All jobs in this order, those that are alike by key. */
function sorted(all, sort) {
  const down = sort.startsWith('-') ? -1 : 1;
  const { of } = SORTS[sort.replace(/^-/, '')];
  const byKey = (a, b) => compared(a.key, b.key);
  return all.map((job) => [of(job), job])
    .sort(([a, one], [b, other]) => (a === undefined || b === undefined
      ? (a === undefined) - (b === undefined)
      : down * compared(a, b)) || byKey(one, other))
    .map(([, job]) => job);
}

/** Numbers that are large and those that are not compare as they should; texts do by code units, as in the list of the API. */
const compared = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

const folderOf = (key) => key.slice(0, key.lastIndexOf('/') + 1);

/** The jobs in their order below a heading for each folder, the folders by name. */
function grouped(found) {
  const folders = Map.groupBy(found, (job) => folderOf(job.key));
  return [...folders.keys()].sort(compared).flatMap((folder) => [{ folder, jobs: folders.get(folder) }, ...folders.get(folder)]);
}

/** How many jobs a folder has, and how many of them are not as defined. */
function folderRow({ folder, jobs: inside }) {
  const counts = Map.groupBy(inside.filter((job) => job.status !== 'in-sync'), (job) => job.status);
  const attention = [...counts].sort(([a], [b]) => rank({ status: a }) - rank({ status: b }));
  return el('tr', { role: 'row', class: 'folder' },
    el('th', { role: 'rowheader', scope: 'rowgroup', colspan: '5' },
      el('span', { class: 'key' }, folder || 'no folder'), ' ',
      el('span', { class: 'amount' }, count(inside.length, 'job')),
      ...attention.map(([status, some]) =>
        el('span', { class: `badge ${stateOf({ status }).kind}` }, `${number.format(some.length)} ${stateOf({ status }).text.toLowerCase()}`))));
}

/** Says in the headers what the table is sorted by. */
function showSort(sort) {
  for (const button of document.querySelectorAll('#jobs-table button[data-sort]')) {
    const header = button.closest('th');
    if (button.dataset.sort === sort.replace(/^-/, '')) header.setAttribute('aria-sort', sort.startsWith('-') ? 'descending' : 'ascending');
    else header.removeAttribute('aria-sort');
  }
}

/** The order after a click on a header: by its column, or the other way round where it is already. */
function nextSort(column, now) {
  if (now.replace(/^-/, '') !== column) return SORTS[column].first + column;
  return now.startsWith('-') ? column : `-${column}`;
}

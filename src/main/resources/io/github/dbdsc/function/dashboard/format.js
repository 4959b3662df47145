// Values as people read them.

const number = new Intl.NumberFormat('en');

const count = (n, one, many = `${one}s`) => `${number.format(n)} ${n === 1 ? one : many}`;

/** Names of actions, outcomes and states, which arrive like `not_applied` and `in-sync`. */
const words = (name) => (name ?? '').replace(/[_-]/g, ' ');

const roughly = (value) => (value < 90 ? `${value} s` : `${number.format(Math.round(value / 60))} min`);
const seconds = (value) => (value === undefined ? '' : `${number.format(Math.round(value * 10) / 10)} s`);

/** A value of a settings field: scalars as in JSON, objects on lines of their own. */
function valueText(value) {
  if (typeof value === 'bigint') return value.toString();
  return JSON.stringify(value, (key, inner) => (typeof inner === 'bigint' ? JSON.rawJSON(inner.toString()) : inner), 2);
}

/** The counts of a report or run in words, nothing left out that is not zero. */
function countsText(counts) {
  const parts = [
    ['create', 'to create'], ['update', 'to update'], ['adopt', 'to adopt'], ['delete', 'to delete'],
    ['refused', 'refused'], ['failed', 'failed'], ['held', 'held'], ['waiting', 'waiting for approval'], ['orphan', 'without a definition'], ['none', 'in sync'],
  ].filter(([name]) => counts[name] > 0).map(([name, text]) => `${number.format(counts[name])} ${text}`);
  return parts.length === 0 ? 'no jobs' : parts.join(', ');
}

/** What would be written, in words. */
const writesText = ({ create, update, adopt, delete: gone }) => countsText({ create, update, adopt, delete: gone });

/** How many jobs of a report would be written. */
const writes = (counts) => ['create', 'update', 'adopt', 'delete'].reduce((sum, name) => sum + (counts[name] ?? 0), 0);

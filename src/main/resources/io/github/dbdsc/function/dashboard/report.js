// A report, of a plan or of a run: what is refused, what is wrong, and each change as a diff.

const ACTIONS = {
  create: { sign: '+', kind: 'added' },
  update: { sign: '~', kind: 'changed' },
  adopt: { sign: '@', kind: 'changed' },
  delete: { sign: '−', kind: 'removed' },
  refused: { sign: '!', kind: 'refused' },
  orphan: { sign: '?', kind: 'orphan' },
  none: { sign: '=', kind: 'none' },
};

const OUTCOMES = { applied: 'ok', failed: 'failed', pending: 'waiting', refused: 'refused', held: 'waiting', waiting: 'waiting', not_applied: 'waiting' };

/** The whole report; jobs that are as defined are counted only. */
function reportView(report) {
  const telling = report.changes.filter((change) => change.action !== 'none' || change.error || change.hold);
  return el('div', { class: 'report' },
    facts(report),
    ...report.objections.map((text) => notice('warning', report.dryRun ? 'A sync would refuse this' : 'Refused', text)),
    ...report.notes.map((text) => notice('note', 'Note', text)),
    report.problems.length > 0 ? problemsView(report.problems) : undefined,
    changesView(telling, report));
}

function facts(report) {
  const fact = (name, ...value) => el('div', {}, el('dt', {}, name), el('dd', {}, ...value));
  return el('dl', { class: 'facts' },
    fact('Definitions', definitionsText(report)),
    fact(report.dryRun ? 'Jobs' : 'Planned', countsText(report.counts)),
    report.dryRun ? undefined : fact('Done', outcomesText(report)),
    report.unmanaged ? fact('Not managed', el('a', { href: forTarget('#unmanaged', targetOf(report)) }, count(report.unmanaged, 'job'))) : undefined,
    report.why ? fact('Why', report.why) : undefined,
    fact('Started', time(report.startedAt)),
    report.caller ? fact('Asked for by', report.caller.text) : undefined,
    fact('Took', `${seconds(report.seconds)}, ${count(report.calls, 'workspace call')}`),
    fact('Fingerprint', el('code', { class: 'hash', title: report.fingerprint }, report.fingerprint.slice(0, 16), '…')),
    report.coveredBy ? fact('Covered by', el('a', { href: runAddress(report.coveredBy) }, report.coveredBy)) : undefined,
    report.continuedBy ? fact('Continued by', el('a', { href: runAddress(report.continuedBy) }, report.continuedBy)) : undefined);
}

/** How many definitions there are, those included whose jobs stay as they are since they have an error. */
function definitionsText({ counts, changes, blocked = [] }) {
  const without = changes.filter((change) => change.outcome === 'held' && ['delete', 'orphan'].includes(change.action)).length;
  const applicable = ['create', 'update', 'adopt', 'none', 'refused', 'held'].reduce((sum, name) => sum + (counts[name] ?? 0), 0) - without;
  return number.format(applicable + blocked.length)
    + (blocked.length > 0 ? `, ${number.format(blocked.length)} of them held back by an error` : '');
}

/** What became of the changes, in words. */
function outcomesText(report) {
  const parts = Object.keys(OUTCOMES)
    .map((outcome) => [report.changes.filter((change) => change.outcome === outcome).length, words(outcome)])
    .filter(([n]) => n > 0);
  return parts.length === 0 ? 'nothing to do' : parts.map(([n, text]) => `${number.format(n)} ${text}`).join(', ');
}

function problemsView(problems) {
  const place = (problem) => problem.line > 0
    ? `${problem.file}:${problem.line}${problem.column > 0 ? `:${problem.column}` : ''}`
    : problem.file;
  return el('section', { class: 'problems' },
    el('h2', {}, count(problems.length, 'problem')),
    el('ul', {}, ...problems.map((problem) => el('li', {},
      el('span', { class: `badge ${problem.severity === 'error' ? 'failed' : 'waiting'}` }, problem.severity),
      el('code', {}, place(problem)),
      el('span', {}, problem.message)))));
}

function changesView(changes, report) {
  if (changes.length === 0) {
    return el('p', { class: 'empty' }, report.dryRun
      ? 'Nothing to change: every job is as defined.'
      : 'Nothing was to be changed: every job was as defined.');
  }
  return el('section', {}, el('h2', {}, count(changes.length, 'job')), changesList(changes, report.dryRun, (key) => jobLink(key, targetOf(report))));
}

/** The target that a report is about, where the app has several. */
const targetOf = (report) => (targets.several ? report.target : '');

/** `key` shows a job's key: as a link to its page, or in a dialog, which no link leads out of, as it is. */
function changesList(changes, isDryRun, key = (text) => text) {
  const list = el('ol', { class: 'changes' });
  const more = el('button', { type: 'button', class: 'more', hidden: true });
  chunked(list, more, (change) => changeView(change, isDryRun, key))(changes);
  return el('div', {}, list, more);
}

function changeView(change, isDryRun, key) {
  const { sign, kind } = ACTIONS[change.action] ?? ACTIONS.none;
  const outcome = isDryRun && change.outcome !== 'held' ? undefined : OUTCOMES[change.outcome];
  return el('li', { class: `change ${kind}` },
    el('div', { class: 'change-head' },
      el('span', { class: `action ${kind}` }, el('span', { class: 'sign', 'aria-hidden': 'true' }, sign), words(change.action)),
      el('strong', { class: 'key' }, key(change.key)),
      el('span', { class: 'name' }, change.name),
      change.jobId === undefined ? undefined : el('span', { class: 'aside' }, `job ${change.jobId}`),
      outcome ? el('span', { class: `badge ${outcome}` }, words(change.outcome)) : undefined),
    change.differences.length === 0 || change.action === 'refused' ? el('p', { class: 'reason' }, change.reason) : undefined,
    change.hold ? el('p', { class: 'hold' }, change.hold.text) : undefined,
    ...(change.outcome === 'applied' ? [] : change.risks ?? []).map((risk) => el('p', { class: 'error' }, `Risky: ${risk}`)),
    change.error ? el('p', { class: 'error' }, change.error) : undefined,
    originView(change),
    change.mode ? el('p', { class: 'origin' }, 'Set ', BY_MODE, ': ', ...breakable(change.mode.join(', '))) : undefined,
    change.settings ? newSettingsView(change.settings) : undefined,
    change.differences.length === 0 ? undefined
      : el('ul', { class: 'differences' }, ...change.differences.map(differenceView)));
}

/** The settings of a new job as the Jobs API gets them, for whoever wants to see them. */
function newSettingsView(settings) {
  return el('details', { class: 'settings' }, el('summary', {}, 'Settings'),
    el('pre', { tabindex: '0' }, valueText(settings)));
}

/** Who changed the files, where that is known. */
function originView(change) {
  const authors = authorsView(change);
  return authors.length === 0 ? undefined : el('p', { class: 'origin' }, 'Definition changed by ', ...authors);
}

/** One field: its path, what it is, and what it is to be. */
function differenceView(difference) {
  const path = el('code', { class: 'path' }, ...breakable(difference.path));
  if (isOfLines(difference)) {
    const what = difference.before === null ? 'not set → this text' : difference.after === null ? 'this text → removed' : 'the text changes';
    return el('li', { class: 'of-lines' }, path, el('span', { class: 'unset' }, what), linesView(difference), unusual(difference), fromWhere(difference));
  }
  return el('li', {},
    path,
    difference.before === null
      ? el('span', { class: 'unset' }, 'not set')
      : el('del', {}, el('span', { class: 'unseen' }, 'before: '), valueText(difference.before)),
    el('span', { class: 'arrow', 'aria-hidden': 'true' }, '→'),
    difference.after === null
      ? el('span', { class: 'unset' }, 'removed')
      : el('ins', {}, el('span', { class: 'unseen' }, 'after: '), valueText(difference.after)),
    unusual(difference),
    fromWhere(difference));
}

/** A path that wraps between its parts rather than within them. */
const breakable = (path) => path.split(/(?<=[.\]])/).flatMap((part) => [part, el('wbr')]);

const BY_MODE = 'by the target’s mode, development';

/** The policy that a value is a default of, the mode that wants it, or the lines of definition and template that it comes from, where they are known. */
function fromWhere(difference) {
  if (difference.policy) return el('span', { class: 'aside why' }, 'a default of policy.json');
  if (difference.mode) return el('span', { class: 'aside why' }, BY_MODE);
  const lines = [difference.from?.definition, difference.from?.template].filter(Boolean).join(' through ');
  return lines ? el('span', { class: 'aside why' }, ...breakable(lines)) : undefined;
}

/** Why a difference counts, where that is more than that the definition wants it so. */
function unusual(difference) {
  return difference.cause !== 'defined' ? el('span', { class: 'aside why' }, difference.reason) : undefined;
}

// Sync and prune: first what would change, then a yes that is bound to exactly that plan.

const confirming = { turn: 0 };

/** Opens the dialog with what `ask` finds out and says; a dialog that was closed meanwhile gets nothing more. */
function openConfirm(title, wait, ask) {
  confirming.turn += 1;
  const turn = confirming.turn;
  const dialog = byId('confirm');
  const go = byId('confirm-go');
  byId('confirm-title').textContent = visible(title);
  show(byId('confirm-typed'), false);
  show(go, false);
  byId('confirm-body').replaceChildren(loading(wait));
  if (!dialog.open) dialog.showModal();
  byId('confirm-title').focus();
  dialog.onclose = () => { confirming.turn += 1; };
  byId('confirm-cancel').onclick = () => dialog.close();
  byId('confirm-form').onsubmit = (event) => event.preventDefault();
  const again = () => openConfirm(title, wait, ask);
  const isOpen = () => turn === confirming.turn;
  ask(isOpen).catch((error) => {
    if (isOpen()) byId('confirm-body').replaceChildren(failure(error, 'There is no plan to confirm', again));
  });
}

/** Shows what is to be confirmed and the button that does it; with a number to type before it works, if given. */
function offer({ label, kind, body, toType, path = 'sync', query, what, target }) {
  const go = byId('confirm-go');
  const typed = byId('confirm-count');
  byId('confirm-body').replaceChildren(...body);
  go.textContent = label;
  go.className = kind;
  show(go, true);
  show(byId('confirm-typed'), toType !== undefined);
  typed.value = '';
  byId('confirm-count-label').textContent = `Type ${toType} to confirm`;
  const allow = () => { go.disabled = toType !== undefined && typed.value.trim() !== String(toType); };
  typed.oninput = allow;
  allow();
  byId('confirm-form').onsubmit = (event) => {
    event.preventDefault();
    if (!go.disabled) startSync(path, query, what, target);
  };
}

function confirmSync() {
  const target = targets.chosen;
  const what = ofTarget('Sync', target);
  openConfirm(what, 'Finding out what would change…', async (isOpen) => {
    const report = (await call(forTarget('plan', target))).body;
    if (!isOpen()) return;
    const n = writes(report.counts);
    announce(`A sync would change ${count(n, 'job')}`);
    offer({
      label: n === 0 ? 'Sync anyway' : `Apply ${count(n, 'change')}`,
      kind: report.counts.delete > 0 ? 'danger' : 'primary',
      body: [
        el('p', {}, n === 0 ? 'Every job is as defined. A sync would only write a new report.'
          : `${count(n, 'job')} would change: ${writesText(report.counts)}. Should the plan be another one by then, nothing is done.`),
        ...syncView(report),
      ],
      query: { plan: report.fingerprint },
      what,
      target,
    });
  });
}

const isWrite = (change) => change.outcome !== 'held' && writes({ [change.action]: 1 }) > 0;

function syncView(report) {
  return [
    ...report.objections.map((text) => notice('warning', 'No run does all of this by itself', approving(text))),
    ...part('To change', report.changes.filter(isWrite)),
    ...part('Left as they are', report.changes.filter((change) => !isWrite(change) && change.action !== 'none')),
    ...(report.problems.length > 0 ? [problemsView(report.problems)] : []),
    ...report.notes.map((text) => notice('note', 'Note', text)),
  ];
}

function confirmPrune() {
  const target = targets.chosen;
  const what = ofTarget('Prune', target);
  openConfirm(what, 'Finding out which jobs have no definition…', async (isOpen) => {
    const report = await dryPrune(target);
    if (!isOpen()) return;
    const deletes = report.changes.filter((change) => change.action === 'delete' && isWrite(change));
    announce(`A prune would delete ${count(deletes.length, 'job')}`);
    if (deletes.length === 0) {
      byId('confirm-body').replaceChildren(
        el('p', { class: 'empty' }, 'There is nothing to delete.'),
        ...keptView(report));
      return;
    }
    offer({
      label: `Delete ${count(deletes.length, 'job')}`,
      kind: 'danger',
      body: pruneView(report, deletes),
      toType: deletes.length,
      query: { prune: 'true', plan: report.fingerprint },
      what,
      target,
    });
  });
}

async function dryPrune(target) {
  const answer = await call(forTarget('sync?dryRun=true&prune=true', target), { method: 'POST' });
  const report = answer.status === 202 ? await watchRun(answer.body.runId, 'Looking for jobs to prune', target) : answer.body;
  if (!report.changes) throw new CallError('The run that looks for them failed', report.error, answer.status);
  return report;
}

function pruneView(report, deletes) {
  const others = report.changes.filter((change) => change.action !== 'delete' && isWrite(change));
  return [
    notice('failed', `${count(deletes.length, 'job')} will be deleted, with their run history`,
      'Their definitions are gone. This can’t be undone.'),
    ...report.objections.map((text) => notice('warning', 'No run does all of this by itself', approving(text))),
    ...part('To delete', deletes.map(({ error, ...change }) => change)),
    ...part('Changed in the same run', others),
    ...keptView(report),
  ];
}

/** Why not; how to say yes on the command line is of no use here, since what is confirmed here is approved. */
const approving = (text) => `${text.split('; if that is meant')[0]}. Confirming here approves it.`;

const keptView = (report) => part('Without a definition, and kept', report.changes.filter((change) => change.action === 'orphan' || (change.action === 'delete' && !isWrite(change))));

/** A heading and its changes, or nothing where there are none. */
function part(title, changes) {
  return changes.length === 0 ? [] : [el('h3', {}, title), changesList(changes, true)];
}

/** Sends it; the dialog stays until the function app has taken it on, so that a refusal is seen where it was asked. */
async function startSync(path, query, what, target) {
  const go = byId('confirm-go');
  const { turn } = confirming;
  go.disabled = true;
  go.textContent = 'Sending…';
  try {
    const answer = await call(forTarget(`${path}?${new URLSearchParams({ ...query, wait: '2' })}`, target), { method: 'POST' });
    if (turn === confirming.turn) byId('confirm').close(); // else it is about something else by now
    await followSync(answer, what, target);
  } catch (error) {
    byId('confirm-body').prepend(failure(error, `The ${what.toLowerCase()} was not done`));
    show(go, false);
    if (!byId('confirm').open) byId('confirm').showModal(); // whoever closed it meanwhile must not believe that it was done
  }
}

/** How it ended, as the status says; a run that was waited for says so in its report. */
function endOf(what, status) {
  if (status === 409) return `${what} not done, the plan has become another`;
  return status === 422 ? `${what} done, not everything is as defined` : `${what} done`;
}

/** The same with what became of the changes; a run that failed early, or was lost, has no report to tell of them. */
function endText(what, status, report) {
  if (report?.changes) return `${endOf(what, status)}: ${outcomesText(report)}`;
  return report?.error ? `${what} failed: ${report.error}` : `It is not known how the ${what.toLowerCase()} ended`;
}

/** Shows the run, which says by itself what becomes of it; what was known before is out of date when it is done. */
async function followSync({ status, body }, what, target) {
  announce(`${what} accepted`);
  const isSame = sameTarget();
  if (isOfShown(target)) location.hash = runAddress(body.runId);
  const report = status === 202 ? await watchRun(body.runId, what, target).catch(() => undefined) : body;
  announce(endText(what, status, report));
  if (isSame()) forgetPlan();
  await loadJobs();
}

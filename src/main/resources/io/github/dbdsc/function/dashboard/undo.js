// Undo: what a run replaced is put back, first as a plan.

const WHY_UNDONE = 'undo of run ';

/** A button for the report of a run that wrote something and is itself no undo. */
function undoPart(report) {
  const wrote = !report.dryRun && report.changes.some((change) => change.outcome === 'applied');
  return wrote && !(report.why ?? '').startsWith(WHY_UNDONE)
    ? [el('p', {}, el('button', { type: 'button', id: 'undo', onclick: () => confirmUndo(report.runId, targetOf(report)) }, 'Undo…'))]
    : [];
}

function confirmUndo(runId, target) {
  const path = `runs/${encodeURIComponent(runId)}/undo`;
  const what = ofTarget('Undo', target);
  openConfirm(what, 'Finding out what would be put back…', async (isOpen) => {
    const plan = (await call(forTarget(path, target), { method: 'POST' })).body;
    if (!isOpen()) return;
    const n = plan.changes.filter(isWrite).length;
    announce(`An undo would put back ${count(n, 'job')}`);
    if (n === 0) {
      byId('confirm-body').replaceChildren(el('p', { class: 'empty' }, 'There is nothing to put back.'), ...syncView(plan));
      return;
    }
    offer({
      label: `Put back ${count(n, 'job')}`,
      kind: plan.counts.delete > 0 ? 'danger' : 'primary',
      body: [
        el('p', {}, `${count(n, 'job')} would be as before this run, and held from then on, so that no run makes the change again before the definitions are put back too. Should the plan be another one by then, nothing is done.`),
        ...syncView(plan),
      ],
      path,
      query: { plan: plan.fingerprint },
      what,
      target,
    });
  });
}

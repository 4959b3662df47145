// The plan: what a sync would do now.

const plan = { report: undefined, waiting: false };

/** Asks for a new plan and shows it. */
async function makePlan() {
  if (plan.waiting || isToChoose()) return;
  plan.waiting = true;
  const isSame = sameTarget();
  const body = byId('plan-body');
  byId('plan-as-of').textContent = '';
  body.replaceChildren(loading('Comparing every definition with the workspace…'));
  announce('Making a plan');
  try {
    const report = (await call(forTarget('plan'))).body;
    if (!isSame()) return;
    plan.report = report;
    byId('plan-as-of').replaceChildren('as of ', time(plan.report.startedAt));
    body.replaceChildren(reportView(plan.report));
    announce(`Plan: ${countsText(plan.report.counts)}`);
  } catch (error) {
    if (isSame()) body.replaceChildren(failure(error, 'There is no plan', makePlan));
  } finally {
    if (isSame()) plan.waiting = false;
  }
}

function showPlan() {
  if (plan.report || plan.waiting) return;
  if (isToChoose()) {
    byId('plan-body').replaceChildren(chooseView('A plan is one of a target'));
    return;
  }
  byId('plan-body').replaceChildren(
    el('p', { class: 'empty' }, 'A plan compares every definition with the workspace and changes nothing.'),
    el('button', { type: 'button', class: 'primary', onclick: makePlan }, 'Make a plan'));
}

/** After a sync what was planned is past; so it is for another target, whose plan nobody waits for. */
function forgetPlan() {
  plan.report = undefined;
  byId('plan-as-of').textContent = '';
  showPlan();
}

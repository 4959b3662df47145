// The plan: what a sync would do now.

const plan = { report: undefined, waiting: false };

/** Asks for a new plan and shows it. */
async function makePlan() {
  if (plan.waiting) return;
  plan.waiting = true;
  const body = byId('plan-body');
  byId('plan-as-of').textContent = '';
  body.replaceChildren(loading('Comparing every definition with the workspace…'));
  announce('Making a plan');
  try {
    plan.report = (await call('plan')).body;
    byId('plan-as-of').replaceChildren('as of ', time(plan.report.startedAt));
    body.replaceChildren(reportView(plan.report));
    announce(`Plan: ${countsText(plan.report.counts)}`);
  } catch (error) {
    body.replaceChildren(failure(error, 'There is no plan', makePlan));
  } finally {
    plan.waiting = false;
  }
}

function showPlan() {
  if (plan.report || plan.waiting) return;
  byId('plan-body').replaceChildren(
    el('p', { class: 'empty' }, 'A plan compares every definition with the workspace and changes nothing.'),
    el('button', { type: 'button', class: 'primary', onclick: makePlan }, 'Make a plan'));
}

/** After a sync what was planned is past. */
function forgetPlan() {
  plan.report = undefined;
  byId('plan-as-of').textContent = '';
  showPlan();
}

// Where only people apply plans (APPLY=manual): the plan that waits, its age, and the way to apply it.

const AGES = [['day', 86400], ['hour', 3600], ['minute', 60]];

/** How long ago that was, in one unit: "3 hours". */
function age(since) {
  const passed = Math.max(0, (Date.now() - Date.parse(since)) / 1000);
  const [unit, length] = AGES.find(([, least]) => passed >= least) ?? ['minute', 60];
  return count(Math.floor(passed / length), unit);
}

function planNotices(pending) {
  if (!pending) return [];
  const n = writes(pending.counts);
  return [notice('warning', `${count(n, 'change waits', 'changes wait')} for approval`, `${writesText(pending.counts)}.`,
    el('p', {}, `This plan waits for ${age(pending.since)}, since `, time(pending.since), '. ',
      el('a', { href: `#runs/${pending.runId}` }, 'Show it')),
    el('button', { type: 'button', class: 'primary', id: 'apply', onclick: confirmSync }, 'Apply…'))];
}

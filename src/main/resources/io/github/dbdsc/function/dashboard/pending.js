// Where only people apply plans (APPLY=manual): the plan that waits, its age, and the way to apply it.

function planNotices(pending) {
  if (!pending) return [];
  const n = writes(pending.counts);
  return [notice('warning', `${count(n, 'change waits', 'changes wait')} for approval`, `${writesText(pending.counts)}.`,
    el('p', {}, 'This plan waits for ', time(pending.since, { isSince: true }), '. ',
      'Fingerprint: ', el('code', { class: 'hash', title: pending.fingerprint }, pending.fingerprint.slice(0, 16), '…'), ' ',
      el('a', { href: runAddress(pending.runId) }, 'Show it')),
    el('button', { type: 'button', class: 'primary', id: 'apply', onclick: confirmSync }, 'Apply…'))];
}

// The part of the address that says which jobs are shown and how: #jobs?state=failed&q=etl&sort=-run&group=folder&target=dev

const ALL = { state: '', q: '', sort: 'state', group: '' };

/** What an address asks for; what it does not say, or says wrong, is as in a new page. */
function jobsWanted(hash) {
  const given = new URLSearchParams(/^#jobs\?(.*)$/s.exec(hash)?.[1] ?? '');
  const sort = given.get('sort') ?? ALL.sort;
  return {
    state: given.get('state') ?? '',
    q: given.get('q') ?? '',
    sort: Object.hasOwn(SORTS, sort.replace(/^-/, '')) ? sort : ALL.sort,
    group: given.get('group') === 'folder' ? 'folder' : '',
  };
}

/** The address that asks for it, without what is as in a new page. */
function jobsAddress(wanted, target = targets.chosen) {
  const query = new URLSearchParams(Object.entries(wanted).filter(([name, value]) => value !== ALL[name]));
  return forTarget(query.size === 0 ? '#jobs' : `#jobs?${query}`, target);
}

/** What the history keeps with an address that was shown, so that to come back to it is known from to go there anew. */
const SEEN = { seen: true };

const typing = { timer: undefined, wanted: undefined, began: false };

/** Makes it the address, as a step that “back” undoes. */
function goToJobs(wanted) {
  endTyping();
  if (jobsAddress(wanted) !== location.hash) history.pushState(SEEN, '', jobsAddress(wanted));
}

/** Makes it the address soon: browsers allow few changes of it in a short time. What is typed in one go is one step back. */
function typedJobs(wanted) {
  clearTimeout(typing.timer);
  typing.wanted = wanted;
  typing.timer = setTimeout(writeTyped, 300);
}

function writeTyped() {
  clearTimeout(typing.timer);
  const address = typing.wanted ? jobsAddress(typing.wanted) : location.hash;
  typing.wanted = undefined;
  if (address === location.hash) return;
  if (typing.began) history.replaceState(SEEN, '', address);
  else history.pushState(SEEN, '', address);
  typing.began = true;
}

/** What is typed from now on is a step of its own. */
function endTyping() {
  writeTyped();
  typing.began = false;
}

/** The address was changed elsewhere: what was typed before is of another page. */
function forgetTyping() {
  clearTimeout(typing.timer);
  typing.wanted = undefined;
  typing.began = false;
}

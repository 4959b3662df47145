// Calls to the functions beside this page, with the token of whoever signed in, or the key that its user entered.

const KEY = 'db-dsc-jobs.key';

/** In seconds; Azure ends calls after 230. */
const LONGEST_ANSWER = 240;

/** What went wrong with a call, in words for the user. */
class CallError extends Error {
  constructor(title, detail, status) {
    super(title);
    this.detail = detail;
    this.status = status;
  }
}

/** Ids of jobs can be larger than what a number holds exactly, so whole numbers like that stay whole. */
function parsed(text) {
  return JSON.parse(text, (key, value, context) =>
    typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value) && context?.source
      ? BigInt(context.source)
      : value);
}

function problemOf(response, text) {
  const fallback = `The function app answered ${response.status}`;
  try {
    const problem = JSON.parse(text);
    return new CallError(problem.title ?? fallback, problem.detail ?? '', response.status);
  } catch {
    return new CallError(fallback, 'Its answer is no problem document; the log of the function app may say more.', response.status);
  }
}

/** What the next call shows: a token that is good for a while, else a key; nothing where keys are all there is and none was entered. */
async function shownNow() {
  for (;;) {
    const held = session();
    if (held && (Date.now() < held.expires - EARLY || await renewSession())) return { token: session()?.token ?? held.token };
    if (held) forgetSession();
    const key = sessionStorage.getItem(KEY);
    if (!entra || (entra.keys && key)) return { key };
    await askOnce(() => askToSignIn(held ? 'Your sign-in has ended.' : whyToSignIn()));
  }
}

const whyToSignIn = () => (entra.clientId ? `The data on this page is for people with a role in this app${entra.keys ? ', or with a function key' : ''}.`
  : 'Nobody can sign in here, since the app’s setting AUTH_AUDIENCE has no client id. Have it added there.');

async function sent(path, method, headers, { token, key }) {
  try {
    return await fetch(token ? `entra/${path}` : path, {
      method,
      headers: {
        Accept: 'application/json',
        ...(token ? { Authorization: `Bearer ${token}` } : key ? { 'x-functions-key': key } : {}),
        ...headers,
      },
      redirect: 'error',
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(LONGEST_ANSWER * 1000),
    });
  } catch (error) {
    throw notReached(method, error.name === 'TimeoutError' ? 'The function app does not answer' : 'The function app can’t be reached');
  }
}

/** What was to be done may have been done all the same. */
function notReached(method, title) {
  return new CallError(title, method === 'GET' ? 'Check the network, then try again.'
    : 'Check the network. Whether the call arrived is not known: look at the runs and jobs before you send it again.', 0);
}

async function textOf(response, method) {
  try {
    return await response.text();
  } catch {
    throw notReached(method, 'The answer of the function app broke off');
  }
}

/**
 * One call; asks for the key or a sign-in, and again, as long as that is refused.
 * Gives status, etag, retry-after in seconds, and the body.
 */
async function call(path, { method = 'GET', headers = {} } = {}) {
  let renewed = false;
  for (;;) {
    const shown = await shownNow();
    const response = await sent(path, method, headers, shown);
    if (response.status === 401 && shown.token) {
      renewed = await tokenAfterRefusal(shown.token, renewed, problemOf(response, await textOf(response, method)));
      continue;
    }
    if (!shown.token && (response.status === 401 || response.status === 403)) {
      await keyAfterRefusal(shown.key, response.status);
      continue;
    }
    const text = await textOf(response, method);
    if (!response.ok && response.status !== 304 && !isReport(response)) throw problemOf(response, text);
    return {
      status: response.status,
      etag: response.headers.get('ETag'),
      retryAfter: Number(response.headers.get('Retry-After')) || 2,
      body: response.status === 304 ? undefined : bodyOf(text),
    };
  }
}

/** A report of something that is not as defined, or whose plan has become another, is an answer and no failed call. */
const isReport = (response) => [409, 422].includes(response.status)
  && /^application\/json\b/.test(response.headers.get('Content-Type') ?? '');

function bodyOf(text) {
  try {
    const body = parsed(text);
    if (typeof body === 'object' && body !== null) return body;
  } catch {
    // told below
  }
  throw new CallError('The answer can’t be read', 'It is not JSON as the function app writes it; is there a proxy before it?', 200);
}

let asking;

/** Asks once, however many calls have to wait for the answer. */
function askOnce(ask) {
  asking ??= ask().finally(() => { asking = undefined; });
  return asking;
}

/** A key that was entered meanwhile is tried first. */
async function keyAfterRefusal(keyUsed, status) {
  if (sessionStorage.getItem(KEY) === keyUsed) await askOnce(() => askForKey(keyUsed, status));
}

/** Has the app be shown another token, once by itself: it may know that this one has ended, or it may take none of them. */
async function tokenAfterRefusal(tokenUsed, renewed, { detail }) {
  if (session()?.token !== tokenUsed) return renewed;
  if (!renewed && await renewSession()) return true;
  forgetSession();
  await askOnce(() => askToSignIn(`The app did not accept your sign-in: ${detail.replace(/; send Authorization: .*/s, '')}.`));
  return false;
}

function askForKey(keyUsed, status) {
  byId('key-why').textContent = !keyUsed
    ? 'The data on this page needs a function key.'
    : status === 403
      ? 'This key is not allowed to do that. Enter another one.'
      : 'The key was not accepted. Enter it again.';
  return new Promise((resolve, reject) => {
    const dialog = byId('key-dialog');
    const input = byId('key');
    byId('key-fault').textContent = '';
    input.value = '';
    byId('key-form').onsubmit = (event) => {
      event.preventDefault();
      const key = input.value.trim();
      if (!/^[\x21-\x7e]+$/.test(key)) {
        byId('key-fault').textContent = 'A key has only letters, digits and signs, and no spaces.';
        return;
      }
      sessionStorage.setItem(KEY, key);
      dialog.close('entered');
    };
    byId('key-cancel').onclick = () => dialog.close('');
    dialog.onclose = () => {
      input.value = '';
      show(byId('forget-key'), sessionStorage.getItem(KEY) !== null);
      if (dialog.returnValue === 'entered') resolve();
      else reject(new CallError('No key', 'Without a function key there is nothing to show.', 401));
    };
    dialog.returnValue = '';
    dialog.showModal();
    input.focus();
  });
}

function forgetKey() {
  sessionStorage.removeItem(KEY);
  location.hash = '';
  location.reload();
}

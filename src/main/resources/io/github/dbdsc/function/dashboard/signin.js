// Signing in at Microsoft Entra: authorization code with PKCE (RFC 7636). The answer comes after #, which no server sees.

/** What a sign-in that is under way has to be answered with; one at a time in a tab. */
const PENDING = 'db-dsc-jobs.sign-in';

/** In milliseconds: a token is renewed that much before it ends. */
const EARLY = 60_000;

/** In seconds. */
const LONGEST_SIGN_IN = 30;

const base64Url = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)))
  .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const random = () => base64Url(crypto.getRandomValues(new Uint8Array(32)));

/** This page, as the app registration knows it. */
const redirectUri = () => location.origin + location.pathname.replace(/\/$/, '');

const scope = () => `openid profile offline_access ${entra.clientId}/.default`;

/** Leaves for the authority; whoever comes back finds the same view. */
async function beginSignIn() {
  const pending = { verifier: random(), state: random(), nonce: random(), back: location.hash };
  sessionStorage.setItem(PENDING, JSON.stringify(pending));
  const challenge = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(pending.verifier));
  location.assign(`${entra.authority}/oauth2/v2.0/authorize?${new URLSearchParams({
    client_id: entra.clientId,
    response_type: 'code',
    response_mode: 'fragment',
    redirect_uri: redirectUri(),
    scope: scope(),
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: base64Url(challenge),
    code_challenge_method: 'S256',
  })}`);
}

/** No view has an address like that. */
const isSignInAnswer = () => entra !== undefined && /^#\w+=/.test(location.hash);

/** Why the last sign-in came to nothing, until somebody was told. */
let signInTrouble = '';

/** Takes the answer out of the address and makes it the session of this tab, if it is the answer to what this tab has asked. */
async function finishSignIn() {
  const answer = new URLSearchParams(location.hash.slice(1));
  const pending = JSON.parse(sessionStorage.getItem(PENDING) ?? 'null');
  const isOurs = pending !== null && answer.get('state') === pending.state;
  history.replaceState(null, '', redirectUri() + (isOurs ? pending.back : ''));
  if (!isOurs) {
    signInTrouble = 'The answer to a sign-in came that this tab has not begun, or not last. Sign in again.';
    return;
  }
  sessionStorage.removeItem(PENDING);
  if (answer.has('error')) {
    signInTrouble = refusalText(answer.get('error'), answer.get('error_description'));
    return;
  }
  try {
    const tokens = await askForTokens({
      grant_type: 'authorization_code',
      code: answer.get('code') ?? '',
      redirect_uri: redirectUri(),
      code_verifier: pending.verifier,
    });
    const claims = claimsOf(tokens.id_token);
    if (claims.nonce !== pending.nonce || claims.aud !== entra.clientId || claims.tid !== entra.tenant) {
      signInTrouble = 'The answer is that of another sign-in, or of another app. Sign in again.';
      return;
    }
    sessionStorage.removeItem(KEY);
    keepSession(tokens, claims);
  } catch (error) {
    signInTrouble = error instanceof CallError ? `${error.message}. ${error.detail}` : 'The answer of Microsoft Entra can’t be read. Sign in again.';
  }
}

/** Entra's code tells what to look up; its description may quote what was sent. */
function refusalText(error, description) {
  const code = /AADSTS\d+/.exec(description ?? '')?.[0];
  return error === 'access_denied' ? `The sign-in was declined${code ? ` (${code})` : ''}.`
    : `Microsoft Entra refused the sign-in: ${visible(code ?? String(error).slice(0, 60))}.`;
}

async function askForTokens(parameters) {
  let response;
  try {
    response = await fetch(`${entra.authority}/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: entra.clientId, scope: scope(), ...parameters }),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(LONGEST_SIGN_IN * 1000),
    });
  } catch {
    throw new CallError('Microsoft Entra can’t be reached', 'Check the network, then try again.', 0);
  }
  const answer = await response.json();
  if (!response.ok) {
    throw new CallError('Microsoft Entra gave no token', refusalText(answer.error, answer.error_description), response.status);
  }
  return answer;
}

let renewing;

/** Renews the token, once however many calls need it; false where only a new sign-in helps. */
function renewSession() {
  renewing ??= byRefreshToken().finally(() => { renewing = undefined; });
  return renewing;
}

async function byRefreshToken() {
  if (!refreshToken) return false;
  try {
    const tokens = await askForTokens({ grant_type: 'refresh_token', refresh_token: refreshToken });
    keepSession(tokens, tokens.id_token ? claimsOf(tokens.id_token) : undefined);
    return true;
  } catch (error) {
    if (error instanceof CallError && (error.status === 0 || error.status >= 500)) throw error;
    return false;
  }
}

function signOut() {
  forgetSession();
  location.assign(`${entra.authority}/oauth2/v2.0/logout?${new URLSearchParams({ post_logout_redirect_uri: redirectUri() })}`);
}

/** Asks somebody to sign in, which leaves the page, or for a key where that opens the app too. */
function askToSignIn(why) {
  byId('sign-in-why').textContent = visible(signInTrouble || why);
  signInTrouble = '';
  show(byId('sign-in'), entra.clientId !== undefined);
  show(byId('sign-in-key'), entra.keys);
  return new Promise((resolve, reject) => {
    const dialog = byId('sign-in-dialog');
    byId('sign-in').onclick = () => beginSignIn();
    byId('sign-in-key').onclick = () => dialog.close('key');
    byId('sign-in-cancel').onclick = () => dialog.close('');
    dialog.onclose = () => {
      if (dialog.returnValue === 'key') resolve(askForKey(null, 401));
      else reject(new CallError('Nobody is signed in', 'Without that there is nothing to show.', 401));
    };
    dialog.returnValue = '';
    dialog.showModal();
    byId(entra.clientId === undefined ? 'sign-in-cancel' : 'sign-in').focus();
  });
}

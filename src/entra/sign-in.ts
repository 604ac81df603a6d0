// Signing in on a page of the bot's own: authorization code with PKCE, state and nonce, in one tenant (RFC 7636, OpenID
// Connect Core 3.1). One client per run; verifier, nonce and state live in its closure and work once.

import { timingSafeEqual } from 'node:crypto';
import { ConfidentialClientApplication, CryptoProvider, ResponseMode } from '@azure/msal-node';
import { z } from 'zod';
import type { SignInPurpose } from '../setup/graph-scopes.ts';
import { nextPauseMs } from '../setup/patience.ts';
import { done, failed, type Outcome, type Problem } from '../setup/problem.ts';
import { type Accepting, acceptSignIn, type SignIn } from './accept-sign-in.ts';
import { defaultPatiences, type Patiences } from './access.ts';
import { createBudget } from './ask-patiently.ts';
import { authorityOf, type EntraConfig, knownAuthorities } from './cloud-endpoints.ts';
import { createEntraNetwork, type EntraNetwork } from './entra-network.ts';
import { scopesAsked } from './scopes.ts';
import { callbackProblem, refusedSignIn, tokenProblem } from './sign-in-problem.ts';

export type SignInInput = {
  /** GUID in lower case. */
  readonly tenantId: string;
  readonly purpose: SignInPurpose;
  readonly loginHint?: string;
  readonly selectAccount?: boolean;
};

export type PendingSignIn = {
  /** Where the browser goes. */
  readonly url: string;
  readonly state: string;
  /** Reads the callback's query. Works once; a foreign `state` is refused without using it up. */
  complete(query: unknown): Promise<Outcome<SignIn>>;
};

export type BeginSignIn = { begin(input: SignInInput): Promise<Outcome<PendingSignIn>> };

type Run = Accepting & {
  readonly input: SignInInput;
  readonly state: string;
  readonly verifier: string;
};

const callback = z.object({ state: z.string().max(200) });
const codeCallback = z.object({ code: z.string().min(1).max(8192) });

export function createSignIn(config: EntraConfig, patiences: Patiences = defaultPatiences): BeginSignIn {
  return { begin: (input) => begin(config, input, patiences) };
}

async function begin(config: EntraConfig, input: SignInInput, patiences: Patiences): Promise<Outcome<PendingSignIn>> {
  const crypto = new CryptoProvider();
  const { verifier, challenge } = await crypto.generatePkceCodes();
  const state = crypto.createNewGuid();
  const nonce = crypto.createNewGuid();
  const run: Run = { config, patiences, input, state, nonce, verifier, begunAt: new Date() };
  const url = await withEntra(run, (client) =>
    client.getAuthCodeUrl({
      scopes: [...scopesAsked(input.purpose)],
      redirectUri: config.redirectUri,
      responseMode: ResponseMode.QUERY,
      codeChallenge: challenge,
      codeChallengeMethod: 'S256',
      state,
      nonce,
      ...(input.loginHint === undefined ? {} : { loginHint: input.loginHint }),
      ...promptFor(input),
    }),
  );
  return url.ok ? done({ url: url.value, state, complete: completeOnce(run) }) : url;
}

/** Where the credentials must be given anew, another account can be chosen as well. */
function promptFor({ purpose, selectAccount }: SignInInput): { readonly prompt?: string } {
  if (purpose === 'readSecret') return { prompt: 'login' };
  return selectAccount === true ? { prompt: 'select_account' } : {};
}

/**
 * Asks until there is an answer or no time is left, each time with a new client: after a 429 the old one refuses by
 * itself, without a request. A code that was redeemed although the answer was lost is then refused, and one signs in anew.
 */
async function withEntra<Value>(
  run: Run,
  ask: (client: ConfidentialClientApplication) => Promise<Value>,
): Promise<Outcome<Value>> {
  const { page } = run.patiences;
  const budget = createBudget(page);
  for (let attempt = 0; ; attempt += 1) {
    const left = budget.leftMs();
    const network = createEntraNetwork(page.timeoutMs);
    const client = createClient(run.config, run.input.tenantId, network);
    try {
      return done(await ask(client));
    } catch (error) {
      const found = tokenProblem(error, network.latest());
      const latest = network.latest();
      const asked = latest.kind === 'answered' ? latest.secondsAsked : null;
      const pause = mayPass(found) ? nextPauseMs(page, attempt, asked, left) : null;
      if (pause === null) return failed(found);
      await new Promise((resolve) => setTimeout(resolve, pause));
    } finally {
      // The cache holds a refresh token (msal-node always asks for one); it is never used and must not stay.
      client.clearCache();
    }
  }
}

function mayPass({ reason }: Problem): boolean {
  return reason === 'throttled' || reason === 'noAnswer';
}

function createClient(config: EntraConfig, tenantId: string, network: EntraNetwork): ConfidentialClientApplication {
  return new ConfidentialClientApplication({
    auth: {
      clientId: config.signIn.clientId,
      clientSecret: config.signIn.clientSecret,
      authority: authorityOf(config, tenantId),
      knownAuthorities: knownAuthorities(config),
    },
    system: { networkClient: network.module },
  });
}

function completeOnce(run: Run): PendingSignIn['complete'] {
  let used = false;
  return async (query) => {
    const read = callback.safeParse(query);
    if (!read.success || !isSame(read.data.state, run.state)) return failed(refusedSignIn('state'));
    if (used) return failed(refusedSignIn('used'));
    used = true;
    const code = codeCallback.safeParse(query);
    if (!code.success) return failed(callbackProblem(query));
    return redeem(run, code.data.code);
  };
}

async function redeem(run: Run, code: string): Promise<Outcome<SignIn>> {
  const result = await withEntra(run, (client) =>
    client.acquireTokenByCode({
      code,
      scopes: [...scopesAsked(run.input.purpose)],
      redirectUri: run.config.redirectUri,
      codeVerifier: run.verifier,
      nonce: run.nonce,
    }),
  );
  return result.ok ? acceptSignIn(run, result.value) : result;
}

function isSame(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

// Signing in on a page of the bot's own: authorization code with PKCE, state and nonce, in one tenant (RFC 7636, OpenID
// Connect Core 3.1). One client per run; verifier, nonce and state live in its closure and work once.

import { timingSafeEqual } from 'node:crypto';
import {
  type AuthenticationResult,
  ConfidentialClientApplication,
  CryptoProvider,
  ResponseMode,
} from '@azure/msal-node';
import { z } from 'zod';
import type { SignedInPerson } from '../setup/person.ts';
import { done, failed, type Outcome, problem } from '../setup/problem.ts';
import type { TenantAccess } from '../setup/survey.ts';
import { createAccess } from './access.ts';
import { authorityOf, type EntraConfig, knownAuthorities } from './cloud-endpoints.ts';
import { createEntraNetwork, type EntraNetwork } from './entra-network.ts';
import { personOf } from './id-token.ts';
import type { Patience } from './patience.ts';
import { graphScopesOf, type SignInPurpose, scopesOf } from './scopes.ts';
import { callbackProblem, refusedSignIn, tokenProblem } from './sign-in-problem.ts';

export type SignInInput = {
  /** GUID in lower case. */
  readonly tenantId: string;
  readonly purpose: SignInPurpose;
  readonly loginHint?: string;
  readonly selectAccount?: boolean;
};

/** `access` is null where the purpose was only to know who it is. */
export type SignIn = { readonly person: SignedInPerson; readonly access: TenantAccess | null };

export type PendingSignIn = {
  /** Where the browser goes. */
  readonly url: string;
  readonly state: string;
  /** Reads the callback's query. Works once; a foreign `state` is refused without using it up. */
  complete(query: unknown): Promise<Outcome<SignIn>>;
};

export type BeginSignIn = { begin(input: SignInInput): Promise<Outcome<PendingSignIn>> };

type Run = {
  readonly config: EntraConfig;
  readonly patience: Patience | undefined;
  readonly input: SignInInput;
  readonly network: EntraNetwork;
  readonly client: ConfidentialClientApplication;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
};

const callback = z.object({ state: z.string().max(200) });
const codeCallback = z.object({ code: z.string().min(1).max(8192) });

export function createSignIn(config: EntraConfig, patience?: Patience): BeginSignIn {
  return { begin: (input) => begin(config, input, patience) };
}

async function begin(config: EntraConfig, input: SignInInput, patience?: Patience): Promise<Outcome<PendingSignIn>> {
  const crypto = new CryptoProvider();
  const network = createEntraNetwork();
  const client = createClient(config, input.tenantId, network);
  const { verifier, challenge } = await crypto.generatePkceCodes();
  const state = crypto.createNewGuid();
  const nonce = crypto.createNewGuid();
  const run: Run = { config, patience, input, network, client, state, nonce, verifier };
  try {
    const url = await client.getAuthCodeUrl({
      scopes: [...scopesOf(input.purpose)],
      redirectUri: config.redirectUri,
      responseMode: ResponseMode.QUERY,
      codeChallenge: challenge,
      codeChallengeMethod: 'S256',
      state,
      nonce,
      ...(input.loginHint === undefined ? {} : { loginHint: input.loginHint }),
      ...(input.selectAccount === true ? { prompt: 'select_account' } : {}),
    });
    return done({ url, state, complete: completeOnce(run) });
  } catch (error) {
    return failed(tokenProblem(error, network));
  }
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
  try {
    const result = await run.client.acquireTokenByCode({
      code,
      scopes: [...scopesOf(run.input.purpose)],
      redirectUri: run.config.redirectUri,
      codeVerifier: run.verifier,
      nonce: run.nonce,
    });
    return accept(run, result);
  } catch (error) {
    return failed(tokenProblem(error, run.network));
  } finally {
    // The cache holds a refresh token (msal-node always asks for one); it is never used and must not stay.
    run.client.clearCache();
  }
}

function accept(run: Run, result: AuthenticationResult): Outcome<SignIn> {
  const expected = { tenantId: run.input.tenantId, clientId: run.config.signIn.clientId, nonce: run.nonce };
  const person = personOf(result.idTokenClaims, expected);
  if (!person.ok) return person;
  const wanted = graphScopesOf(run.input.purpose);
  if (wanted.length === 0) return done({ person: person.value, access: null });
  const granted = result.scopes.map((scope) => scope.toLowerCase().split('/').at(-1));
  const missing = wanted.filter((scope) => !granted.includes(scope.toLowerCase()));
  if (missing.length > 0) return failed(consentMissing(missing.join(' ')));
  const access = createAccess(run.config, run.input.tenantId, result.accessToken, run.patience);
  return done({ person: person.value, access });
}

function consentMissing(subject: string) {
  const who = { actor: 'entraAdministrator', remedy: 'askAdmin' } as const;
  return problem({ reason: 'signInConsentMissing', step: 'authorize', ...who, subject });
}

function isSame(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

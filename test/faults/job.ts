// The job as an administrator does it, with everything real but the people: signs in, has the tenant read, presses, and
// lets the bot take a token. Each part may fail; then they come again, as the card and the page invite them to.

import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { SignIn } from '../../src/entra/accept-sign-in.ts';
import type { Patiences } from '../../src/entra/access.ts';
import { createSignIn } from '../../src/entra/sign-in.ts';
import { checkMail } from '../../src/mail/check-mail.ts';
import type { TokenPatience } from '../../src/mail/token-patience.ts';
import type { GraphEffect } from '../../src/setup/events.ts';
import { isConsented } from '../../src/setup/phase.ts';
import type { Outcome, Problem } from '../../src/setup/problem.ts';
import type { Authorization, Setup } from '../../src/setup/setup.ts';
import type { Survey, TenantAccess } from '../../src/setup/survey.ts';
import { startProvisioning } from '../../src/shell/provision.ts';
import type { Store } from '../../src/shell/store.ts';
import { alex } from '../entra/administrator.ts';
import { signInInBrowser } from '../entra/browser-sign-in.ts';

export type Job = {
  readonly cloud: Pick<Sandbox, 'entraUrl' | 'graphUrl' | 'signInApp'>;
  readonly storage: Store;
  readonly setupId: string;
  readonly patiences: Patiences;
  readonly tokenPatience: TokenPatience;
  /** What the program itself did not expect. */
  readonly failures: unknown[];
  /** Hears of each effect that is asked of the tenant. */
  readonly onEffect?: (effect: GraphEffect) => void;
};

/** How one visit of the administrator ended. */
export type Visit =
  | { readonly kind: 'whole' }
  | { readonly kind: 'stopped'; readonly at: 'sign-in' | 'survey' | 'run' | 'token'; readonly problem: Problem }
  /** All is there but the consent, which is handed on. */
  | { readonly kind: 'handedOn' };

export async function visit(job: Job): Promise<Visit> {
  const before = await setupOf(job);
  if (before.run === null && before.secret !== null && isConsented(before) && before.problem === null) {
    return takeToken(job, before);
  }
  const signedIn = await signIn(job, before);
  if (!signedIn.ok) return { kind: 'stopped', at: 'sign-in', problem: signedIn.problem };
  const { person, access } = signedIn.value;
  if (access === null) throw new Error('signed in without access');
  const survey = await access.survey(before);
  if (!survey.ok) {
    access.close();
    return { kind: 'stopped', at: 'survey', problem: survey.problem };
  }
  await press(job, before, access, { person, survey: survey.value });
  const setup = await setupOf(job);
  if (setup.problem !== null) return { kind: 'stopped', at: 'run', problem: setup.problem };
  return isConsented(setup) ? takeToken(job, setup) : { kind: 'handedOn' };
}

export async function setupOf({ storage, setupId }: Job): Promise<Setup> {
  const setup = await storage.findSetup(setupId);
  if (setup === null) throw new Error('the setup is gone');
  return setup;
}

async function signIn({ cloud, patiences }: Job, setup: Setup): Promise<Outcome<SignIn>> {
  const { entraUrl, graphUrl, signInApp } = cloud;
  const config = { entraUrl, graphUrl, signIn: signInApp, redirectUri: signInApp.redirectUris[0] ?? '' };
  const tenantId = setup.request.tenant.id;
  const pending = await createSignIn(config, patiences).begin({ tenantId, purpose: 'createAndConsent' });
  if (!pending.ok) return pending;
  return pending.value.complete(await signInInBrowser(pending.value.url, { objectId: alex, consent: 'accept' }));
}

type Decided = { readonly person: Authorization['by']; readonly survey: Survey };

async function press(job: Job, setup: Setup, access: TenantAccess, { person, survey }: Decided): Promise<void> {
  const authorization: Authorization = {
    by: person,
    at: new Date().toISOString(),
    consent: 'here',
    consentRefused: false,
    reader: null,
    secretEndsAt: survey.secretEndsAt,
    organization: survey.organization,
    requesterUsername: null,
    exchangeOnline: survey.exchangeOnline,
  };
  const deps = {
    store: job.storage,
    rules: { verifySchedule: [0], verifySuccesses: 1, verifyAgainMinutes: 1 },
    now: () => new Date(),
    reportFailure: (_doing: string, error: unknown) => void job.failures.push(error),
  };
  const { version, id: setupId } = setup;
  const started = await startProvisioning(deps, {
    setupId,
    version,
    access: telling(access, job),
    authorization,
    observed: survey.observed,
  });
  if (started.kind !== 'started') throw new Error(`the press was ${started.kind}`);
  await started.ended;
}

function telling(access: TenantAccess, { onEffect }: Job): TenantAccess {
  return {
    ...access,
    perform(setup, effect, onPause) {
      onEffect?.(effect);
      return access.perform(setup, effect, onPause);
    },
  };
}

async function takeToken({ cloud, storage, tokenPatience }: Job, setup: Setup): Promise<Visit> {
  const { application, secret, request } = setup;
  if (application === null || secret === null) throw new Error('whole without an application or a secret');
  const report = await checkMail({
    tenantId: request.tenant.id,
    clientId: application.appId,
    clientSecret: (await storage.openSecret(setup.id, secret.keyId)) ?? '',
    secretCreatedAt: secret.addedAt,
    granted: { channels: setup.consented, at: setup.authorization?.at ?? null },
    scope: 'token',
    channels: request.channels,
    mailboxes: request.mailboxes,
    testMail: { subject: '', text: '' },
    endpoints: {
      entra: { url: cloud.entraUrl, knownAuthority: new URL(cloud.entraUrl).host },
      smtp: { host: 'localhost', port: 1 },
      pop3: { host: 'localhost', port: 1 },
    },
    tokenDeadlineMilliseconds: 400,
    tokenPatience,
  });
  const { problem } = report.token;
  return problem === null ? { kind: 'whole' } : { kind: 'stopped', at: 'token', problem };
}

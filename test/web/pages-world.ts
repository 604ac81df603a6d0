// The pages on a real server and port, with everything behind them replaced by plain functions that record their calls.

import { randomUUID } from 'node:crypto';
import { scriptPageData, settingsPageData } from '../../src/cards/page-data.ts';
import { realEndpoints } from '../../src/cards/settings.ts';
import { trailOf } from '../../src/cards/trail.ts';
import type { SetupEvent } from '../../src/setup/events.ts';
import { confirmedPlace, type ExchangePlace } from '../../src/setup/exchange-place.ts';
import { scopesOf } from '../../src/setup/graph-scopes.ts';
import type { SignedInPerson } from '../../src/setup/person.ts';
import { isConsented } from '../../src/setup/phase.ts';
import { done, type Outcome, type Problem } from '../../src/setup/problem.ts';
import type { Setup } from '../../src/setup/setup.ts';
import type { Survey, TenantAccess } from '../../src/setup/survey.ts';
import { textHashOf } from '../../src/shell/text-hash.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { listenerLimits } from '../../src/web/listener.ts';
import { createServer } from '../../src/web/server.ts';
import { createTickets } from '../../src/web/tickets.ts';
import type {
  AuthorizeAnswer,
  AuthorizeInput,
  ConfirmDelivery,
  SignedIn,
  SignIn,
  TestBegun,
  TestWithSecret,
  Ticket,
  TicketPurpose,
  WebDeps,
} from '../../src/web/web-deps.ts';
import { words } from '../../src/words/words.ts';
import { wholeJob } from '../support/trail.ts';
import { people, planned, proposal, survey, tenantId } from './contoso-setup.ts';

export const entraUrl = 'https://login.entra.example/authorize';
export const theSecret = 'S3cr~t-Value.Of_The-App';

export type World = Awaited<ReturnType<typeof startWorld>>;

/** `instead`: what is real after all. */
export async function startWorld(signInUrl = entraUrl, instead: Partial<WebDeps> = {}, limits = listenerLimits) {
  const behind = {
    signInUrl,
    setup: planned as Setup | null,
    person: people.admin as SignedInPerson,
    survey: done(survey) as Outcome<Survey>,
    signInProblem: null as Problem | null,
    authorizeAnswer: { kind: 'started' } as AuthorizeAnswer,
    /** What the setup is once the run has been recorded. */
    afterAuthorize: null as Setup | null,
    /** When the credentials were given, where they had to be given anew; null: at this moment. */
    authenticatedAt: null as string | null,
    retention: 'keep' as WebDeps['secretRetention'],
    testAnswer: { kind: 'begun' } as TestBegun,
    member: people.reader as SignedInPerson | null,
    clock: new Date('2026-11-24T09:00:00.000Z'),
    broken: false,
    /** Seconds, where something was done too often. */
    wait: { page: 0, signIn: 0 },
    caller: 'vouched' as 'vouched' | 'refused' | 'noAnswer',
    place: null as ExchangePlace | null,
    events: wholeJob as readonly SetupEvent[],
  };
  const seen = {
    signIns: [] as SignIn[],
    authorized: [] as AuthorizeInput[],
    secretReads: [] as SignedInPerson[],
    confirmed: [] as SignedInPerson[],
    delivered: [] as ConfirmDelivery[],
    tests: [] as TestWithSecret[],
    activities: [] as unknown[],
    closed: 0,
    log: [] as string[],
  };
  let origin = '';
  const savers = new Set<(setupId: string) => void>();
  const tickets = createTickets([{ id: 'k', key: new Uint8Array(32).fill(7) }], () => behind.clock);
  const access: TenantAccess = {
    survey: async () => behind.survey,
    perform: async () => Promise.reject(new Error('The pages perform nothing.')),
    findMember: async () => done(behind.member),
    close: () => {
      seen.closed += 1;
    },
  };
  const signedIn = ({ purpose }: SignIn): SignedIn => ({
    person: behind.person,
    access: scopesOf[purpose].length === 0 ? null : access,
    authenticatedAt: purpose === 'readSecret' ? (behind.authenticatedAt ?? behind.clock.toISOString()) : null,
  });
  const deps: WebDeps = {
    config: {
      host: '127.0.0.1',
      port: 0,
      publicUrl: 'http://127.0.0.1',
      secureCookies: false,
      metrics: { kind: 'everybody' },
    },
    log: createLog('trace', { write: (line: string) => void seen.log.push(line) }),
    words: words('en'),
    now: () => behind.clock,
    metricsText: async () => '# HELP up\nup 1\n',
    isReady: async () => true,
    callerOf: async () => ({ kind: behind.caller, serviceUrl: null }),
    processActivity: async (request, response) => {
      seen.activities.push(request.body);
      response.statusCode = 200;
      response.end();
    },
    tickets,
    pace: { page: () => behind.wait.page, signIn: () => behind.wait.signIn },
    findSetup: async (id) => {
      if (behind.broken) throw new Error('the database is away');
      return behind.setup !== null && behind.setup.id === id ? behind.setup : null;
    },
    beginSignIn: async (input) => {
      seen.signIns.push(input);
      const state = randomUUID();
      const url = `${behind.signInUrl}${behind.signInUrl.includes('?') ? '&' : '?'}state=${state}`;
      const complete = async (): Promise<Outcome<SignedIn>> =>
        behind.signInProblem === null ? done(signedIn(input)) : { ok: false, problem: behind.signInProblem };
      return done({ url, state, complete });
    },
    authorize: async (input) => {
      seen.authorized.push(input);
      if (behind.authorizeAnswer.kind === 'started') behind.setup = behind.afterAuthorize ?? behind.setup;
      return behind.authorizeAnswer;
    },
    readSecret: async ({ reader }) => {
      seen.secretReads.push(reader);
      return theSecret;
    },
    get secretRetention() {
      return behind.retention;
    },
    async confirmDelivery(delivery) {
      seen.delivered.push(delivery);
    },
    async testWithSecret(input) {
      seen.tests.push(input);
      return behind.testAnswer;
    },
    consentLinksOf: async (setup) => {
      if (setup.application === null || isConsented(setup)) return null;
      const ticket = await tickets.issue({ subject: setup.id, tenantId, purpose: 'authorize', task: 'consent' }, 60);
      return {
        grantUrl: `${origin}/authorize/${ticket}`,
        entraUrl: `https://login.entra.example/${tenantId}/adminconsent?client_id=${setup.application.appId}`,
      };
    },
    onSetupSaved(listener) {
      savers.add(listener);
      return () => void savers.delete(listener);
    },
    settingsOf: (setup) =>
      settingsPageData(setup, realEndpoints, { words: words('en'), now: behind.clock.toISOString() }),
    scriptOf: (setup, which) =>
      scriptPageData(setup, which, {
        words: words('en'),
        textHash: textHashOf(setup),
        endpoints: realEndpoints,
      }),
    trailOf: async () => trailOf(behind.events, words('en')),
    findProposal: async (id) => (id === proposal.id ? proposal : null),
    placeOf: async (id) => (id === tenantId ? behind.place : null),
    async confirmPlace(proposed, by) {
      seen.confirmed.push(by);
      behind.place = confirmedPlace(proposed, by, behind.clock.toISOString());
    },
  };
  const server = createServer(Object.assign(deps, instead), limits);
  const { port } = await server.listen();
  origin = `http://127.0.0.1:${port}`;
  const link = async (purpose: TicketPurpose, minutes = 60, change: Partial<Ticket> = {}) => {
    const subject = purpose === 'exchange' ? proposal.id : planned.id;
    return `/${purpose}/${await tickets.issue({ subject, tenantId, purpose, ...change }, minutes)}`;
  };
  /** Changes the setup as a save of this process does. */
  const save = (setup: Setup) => {
    behind.setup = setup;
    for (const listener of savers) listener(setup.id);
  };
  const listening = () => savers.size;
  return { behind, seen, tickets, link, save, listening, origin, close: () => server.close() };
}

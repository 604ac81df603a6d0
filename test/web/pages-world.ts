// The pages on a real server and port, with everything behind them replaced by plain functions that record their calls.

import { randomUUID } from 'node:crypto';
import { scriptPageData, settingsPageData } from '../../src/cards/page-data.ts';
import { realEndpoints } from '../../src/cards/settings.ts';
import { confirmedPlace, type ExchangePlace } from '../../src/setup/exchange-place.ts';
import type { SignedInPerson } from '../../src/setup/person.ts';
import { isConsented } from '../../src/setup/phase.ts';
import { done, type Outcome, type Problem } from '../../src/setup/problem.ts';
import type { Setup } from '../../src/setup/setup.ts';
import type { Survey, TenantAccess } from '../../src/setup/survey.ts';
import { textHashOf } from '../../src/shell/text-hash.ts';
import { createLog } from '../../src/telemetry/log.ts';
import { createServer } from '../../src/web/server.ts';
import { createTickets } from '../../src/web/tickets.ts';
import type {
  AuthorizeAnswer,
  AuthorizeInput,
  SignIn,
  Ticket,
  TicketPurpose,
  WebDeps,
} from '../../src/web/web-deps.ts';
import { words } from '../../src/words/words.ts';
import { people, planned, proposal, survey, tenantId } from './contoso-setup.ts';

export const entraUrl = 'https://login.entra.example/authorize';
export const theSecret = 'S3cr~t-Value.Of_The-App';

export type World = Awaited<ReturnType<typeof startWorld>>;

export async function startWorld(signInUrl = entraUrl) {
  const behind = {
    signInUrl,
    setup: planned as Setup | null,
    person: people.admin as SignedInPerson,
    survey: done(survey) as Outcome<Survey>,
    signInProblem: null as Problem | null,
    authorizeAnswer: { kind: 'started' } as AuthorizeAnswer,
    /** What the setup is once the run has been recorded. */
    afterAuthorize: null as Setup | null,
    member: people.reader as SignedInPerson | null,
    clock: new Date('2026-11-24T09:00:00.000Z'),
    broken: false,
    place: null as ExchangePlace | null,
  };
  const seen = {
    signIns: [] as SignIn[],
    authorized: [] as AuthorizeInput[],
    secretReads: [] as SignedInPerson[],
    confirmed: [] as SignedInPerson[],
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
  const deps: WebDeps = {
    config: {
      host: '127.0.0.1',
      port: 0,
      publicUrl: 'http://127.0.0.1',
      secureCookies: false,
    },
    log: createLog('trace', { write: (line: string) => void seen.log.push(line) }),
    words: words('en'),
    now: () => behind.clock,
    metricsText: async () => '# HELP up\nup 1\n',
    isReady: async () => true,
    processActivity: async (request, response) => {
      seen.activities.push(request.body);
      response.statusCode = 200;
      response.end();
    },
    tickets,
    findSetup: async (id) => {
      if (behind.broken) throw new Error('the database is away');
      return behind.setup !== null && behind.setup.id === id ? behind.setup : null;
    },
    beginSignIn: async (input) => {
      seen.signIns.push(input);
      const state = randomUUID();
      const url = `${behind.signInUrl}${behind.signInUrl.includes('?') ? '&' : '?'}state=${state}`;
      const complete = async (): Promise<Outcome<{ person: SignedInPerson; access: TenantAccess | null }>> =>
        behind.signInProblem === null
          ? done({ person: behind.person, access: input.purpose === 'identify' ? null : access })
          : { ok: false, problem: behind.signInProblem };
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
    consentLinksOf: async (setup) => {
      if (setup.application === null || isConsented(setup)) return null;
      const ticket = await tickets.issue({ subject: setup.id, purpose: 'authorize', task: 'consent' }, 60);
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
    scriptOf: (setup, which) => scriptPageData(setup, which, { words: words('en'), textHash: textHashOf(setup) }),
    findProposal: async (id) => (id === proposal.id ? proposal : null),
    placeOf: async (id) => (id === tenantId ? behind.place : null),
    async confirmPlace(proposed, by) {
      seen.confirmed.push(by);
      behind.place = confirmedPlace(proposed, by, behind.clock.toISOString());
    },
  };
  const server = createServer(deps);
  const { port } = await server.listen();
  origin = `http://127.0.0.1:${port}`;
  const link = async (purpose: TicketPurpose, minutes = 60, task: Pick<Ticket, 'task'> = {}) =>
    `/${purpose}/${await tickets.issue({ subject: purpose === 'exchange' ? proposal.id : planned.id, purpose, ...task }, minutes)}`;
  /** Changes the setup as a save of this process does. */
  const save = (setup: Setup) => {
    behind.setup = setup;
    for (const listener of savers) listener(setup.id);
  };
  const listening = () => savers.size;
  return { behind, seen, tickets, link, save, listening, origin, close: () => server.close() };
}

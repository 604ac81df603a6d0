// The one place that sees everything and wires it: storage, jobs, Entra, mail, chat and pages. Decides nothing itself.

import { hkdfSync, randomUUID } from 'node:crypto';
import { createPageUrl } from './compose-links.ts';
import { createPages } from './compose-pages.ts';
import type { Config } from './config.ts';
import { createConsentAddress } from './entra/admin-consent.ts';
import { newApplicationKey } from './entra/keys.ts';
import { resolveTenant } from './entra/tenant.ts';
import { openJobs } from './jobs/open-jobs.ts';
import { createOutboxDispatcher } from './jobs/outbox-dispatcher.ts';
import { checkMail } from './mail/check-mail.ts';
import { type ExplainContext, explainLog, judgeServerCheck } from './mail/explain.ts';
import { nothingKnown } from './mail/seen.ts';
import { secretAge } from './mail/token-age.ts';
import type { Setup } from './setup/setup.ts';
import { allowedBy, whereAllowed } from './shell/allowed.ts';
import { answer } from './shell/answer.ts';
import { deliver, type Messenger } from './shell/deliver.ts';
import type { Desk } from './shell/desk.ts';
import { noteUndeliverable } from './shell/note-undeliverable.ts';
import { createPace, limits } from './shell/pace.ts';
import { interruptUnfinished, takeUpHandOvers } from './shell/resume.ts';
import { createShow } from './shell/show.ts';
import { knownOf, verify } from './shell/verify.ts';
import { watchConsent } from './shell/watch-consent.ts';
import { watchHandOver } from './shell/watch-hand-over.ts';
import { openStorage } from './storage/open-storage.ts';
import { newSetupId } from './storage/setup-id.ts';
import type { Storage } from './storage/storage.ts';
import { createTeams, type Teams } from './teams/teams.ts';
import type { Log } from './telemetry/log.ts';
import { createMetrics, type Metrics } from './telemetry/metrics.ts';
import { createTickets, type Tickets } from './web/tickets.ts';
import { words } from './words/words.ts';

export type Program = {
  /** Resolves once requests are answered. */
  start(): Promise<{ readonly port: number }>;
  /** Answers what is under way, then lets go of everything. */
  stop(): Promise<void>;
};

const now = () => new Date();

export async function compose(config: Config, log: Log): Promise<Program> {
  const reportFailure = (doing: string, error: unknown) => log.error({ err: error, doing }, 'failed unexpectedly');
  const { storage, sealKeys, jobs } = await openStorage({
    database: config.database,
    sealKeys: config.sealKeys,
    openJobs: (database) => openJobs(database, (error) => reportFailure('job queue', error)),
    onError: (error) => reportFailure('database', error),
  });
  const metrics = createMetrics();
  const tickets = createTickets(ticketKeys(sealKeys), now);
  const ask: { teams: Pick<Teams, 'membershipOf' | 'namesOf'> | null } = { teams: null };
  const desk = createDesk(config, storage, tickets, rosterOf(storage, ask));
  const teams = createTeams({
    bot: config.bot,
    handle: (incoming) => answer(desk, incoming),
    rememberConversation: async (conversation) => {
      if (desk.isTenantAllowed(conversation.tenantId)) await storage.rememberConversation(conversation);
    },
    rememberLivingCard: (card) => storage.rememberLivingCard(card),
    log,
    words: { wentWrong: desk.words.chat.failed, unknownSender: desk.words.replies.unknownSender },
  });
  ask.teams = teams;
  const dispatcher = createDispatcher(desk, storage, metrics, reportFailure, teams.deliver);
  const checkMail = mailChecker(config, metrics);
  const checking = { ...desk, checkMail, reportFailure };
  const server = createPages({
    ...{ config, log, metrics, storage, tickets, desk, reportFailure, checkMail },
    process: teams,
    endpoints: endpointsOf(config),
    entra: entraConfig(config, metrics),
  });
  return {
    async start() {
      storage.whenMessagesArePut(() => dispatcher.kick());
      const interrupted = await interruptUnfinished(desk);
      if (interrupted > 0) log.info({ interrupted }, 'setups were interrupted by the last stop');
      await takeUpHandOvers(desk);
      await jobs.start({
        check: whereAllowed(desk, (job) => verify(checking, job)),
        consent: whereAllowed(desk, (job) => watchConsent(checking, job)),
        handOver: whereAllowed(desk, (job) => watchHandOver(desk, job)),
      });
      dispatcher.start();
      return server.listen();
    },
    async stop() {
      await server.close();
      await dispatcher.stop();
      await storage.close();
    },
  };
}

type Roster = Pick<Desk, 'membershipOf' | 'namesOf'>;

/** Teams is asked with what is remembered of the conversation; it is made after the desk, which needs it. */
function rosterOf(storage: Storage, ask: { readonly teams: Pick<Teams, 'membershipOf' | 'namesOf'> | null }): Roster {
  const referenceOf = async (id: string) => (await storage.findConversation(id))?.reference ?? null;
  return {
    membershipOf: async (id, person) => (await ask.teams?.membershipOf(await referenceOf(id), person)) ?? 'noAnswer',
    namesOf: async (id) => (await ask.teams?.namesOf(await referenceOf(id))) ?? { team: null, channel: null },
  };
}

function createDesk(config: Config, storage: Storage, tickets: Tickets, roster: Roster): Desk {
  const entra = entraConfig(config);
  return {
    store: storage,
    rules: {
      verifySchedule: config.verifySchedule,
      verifySuccesses: config.verifySuccesses,
      verifyAgainMinutes: config.verifyAgainMinutes,
    },
    now,
    words: words(config.language),
    show: createShow({
      words: words(config.language),
      now,
      endpoints: endpointsOf(config),
      consentAddress: createConsentAddress(entra),
      placeOf: (tenantId) => storage.exchangePlace(tenantId),
      pageUrl: createPageUrl(config.publicUrl, tickets),
    }),
    fourEyes: config.fourEyes,
    setupPace: createPace(limits.setup),
    channelPace: createPace(limits.channel),
    testPace: createPace(limits.test),
    explainLog: (text, setup) => explainLog(text, explainContext(config, setup)),
    judgeServerCheck: (check, setup) => judgeServerCheck(check, explainContext(config, setup)),
    ...roster,
    ...allowedBy(config),
    resolveTenant: (typed) => resolveTenant(entra, typed),
    newSetupId,
    newApplicationKey,
    newProposalId: randomUUID,
  };
}

/** Of no setup in particular where it is not known which one is meant. */
function explainContext(config: Config, setup: Setup | null): ExplainContext {
  const { hostname, port } = new URL(config.entraUrl);
  const [only, ...others] = setup?.request.mailboxes ?? [];
  return {
    endpoints: {
      smtp: config.smtp,
      pop3: config.pop3,
      entra: { host: hostname, port: port === '' ? 443 : Number(port) },
    },
    known: setup === null ? nothingKnown : knownOf(setup, now()),
    age: secretAge(setup?.secret?.addedAt ?? null, now()),
    mailbox: others.length === 0 ? (only ?? '') : '',
  };
}

/** Keys of their own, so that a ticket can never be taken for a sealed secret. */
function ticketKeys(sealKeys: readonly { readonly id: string; readonly key: Uint8Array }[]) {
  return sealKeys.map(({ id, key }) => ({ id, key: new Uint8Array(hkdfSync('sha256', key, '', 'page tickets', 32)) }));
}

function endpointsOf(config: Config) {
  return { entra: { url: config.entraUrl }, smtp: config.smtp, pop3: config.pop3 };
}

function entraConfig(config: Config, metrics?: Metrics) {
  return {
    entraUrl: config.entraUrl,
    graphUrl: config.graphUrl,
    signIn: config.signIn,
    redirectUri: `${config.publicUrl}/signin/callback`,
    ...(metrics === undefined ? {} : { onGraphAnswer: metrics.graphRequest }),
  };
}

type ReportFailure = (doing: string, error: unknown) => void;

function createDispatcher(
  desk: Desk,
  storage: Storage,
  metrics: Metrics,
  reportFailure: ReportFailure,
  send: Messenger,
) {
  return createOutboxDispatcher({
    outbox: storage,
    deliver: (message) => deliver({ ...desk, send }, message),
    onGivenUp: (message) => noteUndeliverable(desk, message),
    onDelivery: (kind) => metrics.outboxDelivery(kind),
    onError: (error) => reportFailure('outbox', error),
  });
}

function mailChecker(config: Config, metrics: Metrics): Parameters<typeof verify>[0]['checkMail'] {
  const endpoints = {
    ...endpointsOf(config),
    entra: { url: config.entraUrl, knownAuthority: new URL(config.entraUrl).host },
  };
  return async (request) => {
    const report = await checkMail({ ...request, testMail: words(config.language).results.testMail, endpoints });
    const problem = report.token.problem ?? report.channels.find((result) => result.problem !== null)?.problem;
    const seconds = (Date.parse(report.finishedAt) - Date.parse(report.startedAt)) / 1000;
    metrics.checkFinished(problem?.reason ?? 'passed', seconds);
    return report;
  };
}

// Wires the pages: what each of them may ask of the rest. Decides nothing itself.

import { scriptPageData, settingsPageData } from './cards/page-data.ts';
import type { Endpoints } from './cards/settings.ts';
import { trailOf } from './cards/trail.ts';
import type { Config } from './config.ts';
import { isLoopbackUrl } from './config-values.ts';
import type { EntraConfig } from './entra/cloud-endpoints.ts';
import { createSignIn } from './entra/sign-in.ts';
import { findAllowed } from './shell/allowed.ts';
import type { Desk } from './shell/desk.ts';
import { confirmPlace } from './shell/exchange-place.ts';
import { createPace, limits } from './shell/pace.ts';
import { startProvisioning } from './shell/provision.ts';
import { confirmDelivery, readSecret } from './shell/read-secret.ts';
import { testOnPage } from './shell/test-on-page.ts';
import { textHashOf } from './shell/text-hash.ts';
import type { VerificationDeps } from './shell/verify.ts';
import type { Storage } from './storage/storage.ts';
import type { Teams } from './teams/teams.ts';
import type { Log } from './telemetry/log.ts';
import type { Metrics } from './telemetry/metrics.ts';
import { createReadiness } from './web/readiness.ts';
import { createServer, type WebServer } from './web/server.ts';
import type { Tickets } from './web/tickets.ts';
import type { MetricsAccess } from './web/web-deps.ts';

const now = () => new Date();

function metricsAccess({ metricsToken: token, publicUrl }: Config): MetricsAccess {
  if (token !== null) return { kind: 'holder', token };
  return { kind: isLoopbackUrl(publicUrl) ? 'everybody' : 'nobody' };
}

export type PageParts = {
  readonly config: Config;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly storage: Storage;
  readonly tickets: Tickets;
  readonly desk: Desk;
  readonly reportFailure: (doing: string, error: unknown) => void;
  readonly checkMail: VerificationDeps['checkMail'];
  readonly endpoints: Endpoints;
  readonly entra: EntraConfig;
  readonly process: Pick<Teams, 'callerOf' | 'processActivity'>;
};

export function createPages(parts: PageParts): WebServer {
  const { config, log, metrics, storage, tickets, desk, reportFailure, process, checkMail, endpoints } = parts;
  const signIn = createSignIn(parts.entra);
  const [pages, signIns] = [createPace(limits.page), createPace(limits.signIn)];
  return createServer({
    config: {
      host: config.host,
      port: config.port,
      publicUrl: config.publicUrl,
      secureCookies: config.publicUrl.startsWith('https:'),
      metrics: metricsAccess(config),
    },
    log,
    words: desk.words,
    now,
    metricsText: () => metrics.text(),
    isReady: createReadiness(() => storage.isReady(), now),
    callerOf: (authorization) => process.callerOf(authorization),
    processActivity: (request, response, vouchedUrl) => process.processActivity(request, response, vouchedUrl),
    tickets,
    pace: { page: (who) => pages.take(who, now()), signIn: (who) => signIns.take(who, now()) },
    ...findAllowed(storage, desk),
    beginSignIn: (input) => signIn.begin(input),
    async authorize(input) {
      const started = await startProvisioning({ ...desk, reportFailure }, input);
      return { kind: started.kind };
    },
    readSecret: (input) => readSecret(desk, input),
    secretRetention: config.secretRetention,
    async confirmDelivery(delivery) {
      await confirmDelivery(desk, delivery);
    },
    async testWithSecret(input) {
      const begun = await testOnPage({ ...desk, checkMail, reportFailure }, input);
      return begun.kind === 'begun' ? { kind: 'begun' } : begun;
    },
    consentLinksOf: (setup) => desk.show.consentLinks(setup),
    onSetupSaved: (listener) => storage.onSetupSaved(listener),
    settingsOf: (setup) => settingsPageData(setup, endpoints, { words: desk.words, now: now().toISOString() }),
    scriptOf: (setup, which) =>
      scriptPageData(setup, which, {
        words: desk.words,
        textHash: textHashOf(setup),
        endpoints,
      }),
    trailOf: async (setup) => trailOf(await storage.events(setup.id), desk.words),
    placeOf: (tenantId) => storage.exchangePlace(tenantId),
    async confirmPlace(proposal, confirmedBy) {
      await confirmPlace(storage, proposal, confirmedBy, now().toISOString());
    },
  });
}

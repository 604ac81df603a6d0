// Starts Microsoft 365 in miniature: Entra and Graph over https, the pages over http, SMTP and POP3, all on 127.0.0.1
// and on one state in memory. The one place of the sandbox that sees all its parts.

import { randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { type Certificates, makeCertificates } from './certificates.ts';
import type { Cloud, SignInApp } from './cloud.ts';
import { createCloud } from './contoso.ts';
import { makeAuthorizationCodes } from './entra/authorization-codes.ts';
import { answerEntra, entraRoutes, signInRoutes } from './entra/endpoints.ts';
import type { Entra } from './entra/entra.ts';
import { issuedRoute, makeIssuedList } from './entra/issued.ts';
import { makeSigning, type Signing } from './entra/signing.ts';
import { readMailToken } from './entra/tokens.ts';
import { startPop3 } from './exchange/pop3.ts';
import { startSmtp } from './exchange/smtp.ts';
import { type CallListener, makeCallWatch } from './faults/call-watch.ts';
import { type Faults, makeFaults } from './faults/planted-faults.ts';
import { type FaultyServing, serveWithFaults } from './faults/serve-with-faults.ts';
import { answerGraph } from './graph/endpoints.ts';
import { answered } from './http/call.ts';
import { listen } from './http/serve.ts';
import { adminCentreRoutes } from './pages/admin-centre.ts';
import { answerPages } from './pages/endpoints.ts';
import { makePowerShellWindows, type PowerShellWindows } from './powershell/windows.ts';

export type SandboxPorts = {
  readonly entra: number;
  readonly graph: number;
  readonly pages: number;
  readonly smtp: number;
  readonly pop3: number;
};

export type SandboxOptions = {
  /** 0, as when left out, takes any free port. */
  readonly ports?: Partial<SandboxPorts>;
  /** Where the certificate authority's PEM is written; the folder is created. */
  readonly caFile: string;
  /** The bot's sign-in callback. */
  readonly redirectUri: string;
};

export type Sandbox = {
  /** Live state: what a test changes here is so at once. */
  readonly cloud: Cloud;
  readonly signInApp: SignInApp;
  readonly caPem: string;
  /** `https://localhost:port` */
  readonly entraUrl: string;
  readonly graphUrl: string;
  /** `http://127.0.0.1:port`: the admin centre, and where people sign in. */
  readonly pagesUrl: string;
  /** `localhost:port` */
  readonly smtpAddress: string;
  readonly pop3Address: string;
  /** Signs any claims as Entra would, for an hour unless they say otherwise. */
  issueToken(claims: JWTPayload): Promise<string>;
  /** What goes wrong on purpose at Entra's and Graph's https addresses. */
  readonly faults: Faults;
  /** Tells of each request there, and waits for what the listener promises. Gives what ends the watching. */
  watchCalls(listener: CallListener): () => void;
  /**
   * Puts `cloud` back to its first state, in place, but with new tenants in it; removes faults and delay, breaks off
   * requests under way, closes the PowerShell windows and counts calls from 1 again. Tokens stay good, watchers stay.
   */
  reset(): void;
  close(): Promise<void>;
};

type Closing = { close(): Promise<void> };

export async function startSandbox({ ports = {}, caFile, redirectUri }: SandboxOptions): Promise<Sandbox> {
  const cloud = createCloud(redirectUri);
  const [certificates, signing] = await Promise.all([makeCertificates(caFile), makeSigning()]);
  const faults = makeFaults();
  const watch = makeCallWatch();
  const serving = serveWithFaults({ cloud, faults, watch });
  const windows = makePowerShellWindows(cloud);
  const open: Closing[] = [{ close: async () => serving.breakOff() }];
  try {
    const web = await startWeb({ cloud, certificates, signing, ports, open, faults, serving, windows });
    const mail = await startMail({ cloud, certificates, signing, ports, open });
    return {
      cloud,
      signInApp: cloud.signInApp,
      caPem: certificates.caPem,
      ...web,
      ...mail,
      issueToken: (claims) => signing.sign({ jti: randomUUID(), ...claims }),
      faults,
      watchCalls: (listener) => watch.watch(listener),
      reset() {
        serving.breakOff();
        faults.clear();
        faults.answerDelay.graphMilliseconds = 0;
        watch.countFromOne();
        windows.closeAll();
        putBack(cloud, createCloud(redirectUri));
      },
      close: () => closeAll(open),
    };
  } catch (error) {
    await closeAll(open);
    throw error;
  }
}

/** The sign-in app keeps its identity as well: `Sandbox.signInApp` is the same object. */
function putBack(cloud: Cloud, first: Cloud): void {
  Object.assign(cloud, first, { signInApp: Object.assign(cloud.signInApp, first.signInApp) });
}

async function closeAll(open: readonly Closing[]): Promise<void> {
  await Promise.all(open.map((server) => server.close()));
}

type Parts = {
  readonly cloud: Cloud;
  readonly certificates: Certificates;
  readonly signing: Signing;
  readonly ports: Partial<SandboxPorts>;
  /** Everything that listens, so that a failure half way leaves nothing behind. */
  readonly open: Closing[];
};

type WebParts = Parts & {
  readonly faults: Faults;
  readonly serving: FaultyServing;
  readonly windows: PowerShellWindows;
};

async function startWeb({ cloud, certificates, signing, ports, open, faults, serving, windows }: WebParts) {
  const entraServer = await listen(ports.entra ?? 0, certificates);
  open.push(entraServer);
  const graphServer = await listen(ports.graph ?? 0, certificates);
  open.push(graphServer);
  const pagesServer = await listen(ports.pages ?? 0, null);
  open.push(pagesServer);
  const urls = {
    entraUrl: `https://localhost:${entraServer.port}`,
    graphUrl: `https://localhost:${graphServer.port}`,
    pagesUrl: `http://127.0.0.1:${pagesServer.port}`,
  };
  const entra: Entra = { cloud, signing, codes: makeAuthorizationCodes(), issued: makeIssuedList(), ...urls };
  const forPrograms = entraRoutes(entra);
  const forPeople = [
    ...adminCentreRoutes(cloud, faults, windows.run),
    ...signInRoutes(entra),
    issuedRoute(cloud, entra.issued),
  ];
  entraServer.answerWith(serving.handlerOf('entra', (call) => answerEntra(forPrograms, call)));
  graphServer.answerWith(
    serving.handlerOf('graph', (call, view) => answerGraph({ cloud: view, signing, graphUrl: urls.graphUrl }, call)),
  );
  pagesServer.answerWith(async (call) => answered(await answerPages(forPeople, call)));
  return urls;
}

async function startMail({ cloud, certificates, signing, ports, open }: Parts) {
  const shared = {
    cloud,
    now: () => Date.now(),
    tls: certificates,
    verifyToken: (token: string) => readMailToken(signing, token),
  };
  const smtp = await startSmtp({ ...shared, port: ports.smtp ?? 0 });
  open.push(smtp);
  const pop3 = await startPop3({ ...shared, port: ports.pop3 ?? 0 });
  open.push(pop3);
  return { smtpAddress: `localhost:${smtp.port}`, pop3Address: `localhost:${pop3.port}` };
}

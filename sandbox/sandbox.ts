// Starts Microsoft 365 in miniature: Entra and Graph over https, the pages over http, SMTP and POP3, all on 127.0.0.1
// and on one state in memory. The one place of the sandbox that sees all its parts.

import { randomUUID } from 'node:crypto';
import type { JWTPayload } from 'jose';
import { type Certificates, makeCertificates } from './certificates.ts';
import type { Account, Cloud, SignInApp, Tenant } from './cloud.ts';
import { createCloud } from './contoso.ts';
import { makeAuthorizationCodes } from './entra/authorization-codes.ts';
import { answerEntra, entraRoutes, signInRoutes } from './entra/endpoints.ts';
import type { Entra } from './entra/entra.ts';
import { makeSigning, type Signing } from './entra/signing.ts';
import { readMailToken } from './entra/tokens.ts';
import { startPop3 } from './exchange/pop3.ts';
import { startSmtp } from './exchange/smtp.ts';
import { answerGraph } from './graph/endpoints.ts';
import { listen } from './http/serve.ts';
import { adminCentreRoutes, type RunPowerShell } from './pages/admin-centre.ts';
import { answerPages } from './pages/endpoints.ts';
import { openSession, runPowerShell } from './powershell/run.ts';

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
  close(): Promise<void>;
};

type Closing = { close(): Promise<void> };

export async function startSandbox({ ports = {}, caFile, redirectUri }: SandboxOptions): Promise<Sandbox> {
  const cloud = createCloud(redirectUri);
  const [certificates, signing] = await Promise.all([makeCertificates(caFile), makeSigning()]);
  const open: Closing[] = [];
  try {
    const web = await startWeb({ cloud, certificates, signing, ports, open });
    const mail = await startMail({ cloud, certificates, signing, ports, open });
    return {
      cloud,
      signInApp: cloud.signInApp,
      caPem: certificates.caPem,
      ...web,
      ...mail,
      issueToken: (claims) => signing.sign({ jti: randomUUID(), ...claims }),
      close: () => closeAll(open),
    };
  } catch (error) {
    await closeAll(open);
    throw error;
  }
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

async function startWeb({ cloud, certificates, signing, ports, open }: Parts) {
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
  const entra: Entra = { cloud, signing, codes: makeAuthorizationCodes(), ...urls };
  const forPrograms = entraRoutes(entra);
  const forPeople = [...adminCentreRoutes(cloud, consoles(cloud)), ...signInRoutes(entra)];
  entraServer.answerWith((call) => answerEntra(forPrograms, call));
  graphServer.answerWith((call) => answerGraph({ cloud, signing, graphUrl: urls.graphUrl }, call));
  pagesServer.answerWith((call) => answerPages(forPeople, call));
  return urls;
}

async function startMail({ cloud, certificates, signing, ports, open }: Parts) {
  const shared = { cloud, tls: certificates, verifyToken: (token: string) => readMailToken(signing, token) };
  const smtp = await startSmtp({ ...shared, port: ports.smtp ?? 0 });
  open.push(smtp);
  const pop3 = await startPop3({ ...shared, port: ports.pop3 ?? 0 });
  open.push(pop3);
  return { smtpAddress: `localhost:${smtp.port}`, pop3Address: `localhost:${pop3.port}` };
}

/** One PowerShell window per person and tenant, open as long as the sandbox runs. */
function consoles(cloud: Cloud): RunPowerShell {
  const sessions = new Map<string, ReturnType<typeof openSession>>();
  return (tenant: Tenant, account: Account, source: string) => {
    const key = `${tenant.id} ${account.objectId}`;
    const session = sessions.get(key) ?? openSession();
    sessions.set(key, session);
    return runPowerShell(cloud, tenant, source, session);
  };
}

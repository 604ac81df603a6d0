// Three ways to the same sign-ins: our check; curl, one call after the other; and nodemailer's verify(), which knows SMTP
// alone. Each throws where a sign-in does not succeed.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { checkMail } from '../src/mail/check-mail.ts';
import { app, type DistantMail, mailbox, tokenForm } from './distant-mail.ts';
import { timed } from './report.ts';

const run = promisify(execFile);
const tokenShape = z.object({ access_token: z.string() });

export type OurCheck = { readonly ms: number; readonly smtp: number; readonly pop3: number; readonly token: number };

/** Milliseconds, and the round trips of each connection. */
export async function checkOnce(mail: DistantMail): Promise<OurCheck> {
  const { value: report, ms } = await timed(() =>
    checkMail({
      ...app,
      scope: 'all',
      channels: ['smtp', 'pop3'],
      mailboxes: [mailbox],
      // Signing in sends none.
      testMail: { subject: '', text: '' },
      endpoints: {
        entra: { url: mail.discoveryUrl, knownAuthority: new URL(mail.discoveryUrl).host },
        smtp: { host: 'localhost', port: mail.smtp.port },
        pop3: { host: 'localhost', port: mail.pop3.port },
      },
    }),
  );
  const problems = [report.token, ...report.channels].filter(({ problem }) => problem !== null);
  if (problems.length > 0 || report.channels.length !== 2) throw new Error(JSON.stringify(report));
  return { ms, smtp: mail.smtp.roundTrips(), pop3: mail.pop3.roundTrips(), token: mail.entra.roundTrips() };
}

/** null where there is no curl. */
export async function curlVersion(): Promise<string | null> {
  try {
    return /^curl (\S+)/.exec((await run('curl', ['--version'])).stdout)?.[1] ?? '?';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

export type CurlTook = { readonly token: number; readonly smtp: number; readonly pop3: number };

export async function signInWithCurl(mail: DistantMail, caFile: string): Promise<CurlTook> {
  const curl = (args: readonly string[]) => timed(() => run('curl', ['-sS', '--fail', '--cacert', caFile, ...args]));
  const token = await curl(['--data', String(tokenForm), mail.tokenUrl]);
  const { access_token: bearer } = tokenShape.parse(JSON.parse(token.value.stdout));
  const signIn = ['--user', `${mailbox}:`, '--oauth2-bearer', bearer, '--login-options', 'AUTH=XOAUTH2'];
  const smtp = await curl([...signIn, '--ssl-reqd', '--request', 'NOOP', `smtp://localhost:${mail.smtp.port}`]);
  // STAT has no listing behind it; without --head curl waits for one.
  const pop3 = await curl([...signIn, '--head', '--request', 'STAT', `pop3s://localhost:${mail.pop3.port}`]);
  return { token: token.ms, smtp: smtp.ms, pop3: pop3.ms };
}

/** Milliseconds, its token request among them. */
export async function verifyWithNodemailer(mail: DistantMail): Promise<number> {
  const { ms } = await timed(async () => {
    const response = await fetch(mail.tokenUrl, { method: 'POST', body: tokenForm });
    const { access_token: accessToken } = tokenShape.parse(await response.json());
    const transport = createTransport({
      // By address, for the name would be asked of DNS.
      host: '127.0.0.1',
      port: mail.smtp.port,
      requireTLS: true,
      forceAuth: true,
      auth: { type: 'OAuth2', user: mailbox, accessToken },
      tls: { servername: 'localhost' },
    });
    await transport.verify();
    transport.close();
  });
  return ms;
}

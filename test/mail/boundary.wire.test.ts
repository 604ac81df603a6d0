// A sign-in to a mailbox that was not granted: only Exchange's own refusal proves that it stays closed.

import { describe, expect, test } from 'vitest';
import { checkMail } from '../../src/mail/check-mail.ts';
import type { MailCheck } from '../../src/mail/mail-check.ts';
import { type Answer, type Answers, hangUp, sayTo, silence } from '../support/scripted-answers.ts';
import { closedPort, type Pop3Moment, startPop3Server, startSmtpServer } from '../support/scripted-server.ts';
import { type HttpAnswer, tokenRefused } from '../support/wire-token-endpoint.ts';
import { issued, request, sound } from './check-fixture.ts';
import { evidence } from './rules/scenario.ts';
import { certificates, started } from './sign-in-fixture.ts';

const office = 'office@contoso.example';

async function tryBoundary(
  answers: Answers<Pop3Moment>,
  token: HttpAnswer = issued(sound),
  parts: Partial<MailCheck> = {},
) {
  const smtp = await started(startSmtpServer({ certificate: certificates.sound }));
  const pop3 = await started(startPop3Server({ certificate: certificates.sound }, answers));
  heard = pop3.heard;
  const check = await request({ token }, { smtp, pop3 }, { scope: 'boundary', mailbox: office, ...parts });
  const report = await checkMail(check);
  await pop3.quiet();
  return { report, smtp, pop3, boundary: report.boundary };
}

/** What the server of the running test has heard. */
let heard: readonly string[] = [];

const refusal = '-ERR Authentication failure: unknown user name or bad password.';

/** As Exchange with one grant: by the name in what was said last. */
const onlyGranted: Answer = (peer) => {
  sayTo(peer, usersOf(heard).at(-1) === `user=${office}` ? refusal : '+OK User successfully authenticated.');
};

function usersOf(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => {
    const [user = ''] = Buffer.from(line, 'base64').toString().split('\x01');
    return user.startsWith('user=') ? [user] : [];
  });
}

describe('the boundary', () => {
  test('holds where the sign-in is refused, and a mailbox that was granted opens', async () => {
    const { report, boundary, smtp, pop3 } = await tryBoundary({ credentials: onlyGranted });
    expect(boundary).toMatchObject({ kind: 'refused', result: { mailbox: office, channel: 'pop3' } });
    expect(boundary?.result.problem?.details).toBe(refusal);
    expect(report).toMatchObject({ scope: 'boundary', channels: [] });
    expect([smtp.connections(), pop3.connections()]).toEqual([0, 2]);
    expect(usersOf(pop3.heard).toSorted()).toEqual(['user=edi@contoso.example', `user=${office}`]);
  });

  test('holds whatever evidence says of the registration, where a mailbox that was granted opens', async () => {
    const outdated = evidence({ registered: [] });
    const { boundary } = await tryBoundary({ credentials: onlyGranted }, issued(sound), outdated);
    expect(boundary?.kind).toBe('refused');
  });

  test('is not proved where the granted mailbox stays closed as well', async () => {
    const { boundary } = await tryBoundary({ credentials: refusal });
    expect(boundary?.kind).toBe('unknown');
  });

  test('is open where the sign-in is accepted, whatever follows', async () => {
    for (const answers of [{}, { stat: '-ERR Not now' }, { stat: hangUp }]) {
      const { boundary } = await tryBoundary(answers);
      expect(boundary?.kind).toBe('opened');
      expect(boundary?.result.problem).toMatchObject({
        reason: 'boundaryOpen',
        actor: 'exchangeAdministrator',
        remedy: 'askAdmin',
        subject: office,
      });
    }
  });

  const unproved: [string, Answers<Pop3Moment>, string][] = [
    ['busy', { credentials: '-ERR [SYS/TEMP] Server is busy' }, 'mailServerBusy'],
    ['busy at the greeting', { greeting: '-ERR [SYS/TEMP] Try again' }, 'mailServerBusy'],
    [
      'a dialogue that was not understood',
      { auth: '-ERR Protocol error. Connection is closed. 10' },
      'protocolUnexpected',
    ],
    ['words that are not known', { credentials: '-ERR Something new' }, 'mailServerRefused'],
    ['no OAuth', { auth: '-ERR Unknown', capa: '+OK\r\nSASL PLAIN\r\n.' }, 'authNotOffered'],
    ['a close', { credentials: hangUp }, 'connectionLost'],
    ['garbage', { credentials: 'refused' }, 'protocolUnexpected'],
  ];
  test.each(unproved)('is not proved by %s', async (_what, answers, reason) => {
    const { boundary } = await tryBoundary(answers);
    expect(boundary).toMatchObject({ kind: 'unknown', result: { problem: { reason } } });
  });

  test('is not proved by silence, nor by a port that is closed', async () => {
    const silent = await tryBoundary({ credentials: silence }, issued(sound), { deadlineMilliseconds: 1_000 });
    expect(silent.boundary).toMatchObject({ kind: 'unknown', result: { problem: { reason: 'timedOut' } } });
    const check = await request({ token: issued(sound) }, {}, { scope: 'boundary', mailbox: office });
    const pop3 = { host: 'localhost', port: await closedPort() };
    const report = await checkMail({ ...check, endpoints: { ...check.endpoints, pop3 } });
    expect(report.boundary).toMatchObject({ kind: 'unknown', result: { problem: { reason: 'connectionRefused' } } });
  });

  test('is not proved without a token, nor without the permission for POP3, and then no sign-in is tried', async () => {
    const noToken = await tryBoundary({ credentials: refusal }, tokenRefused(7000222, 'x'), {
      secretCreatedAt: '2026-01-01T00:00:00Z',
    });
    expect(noToken.boundary).toMatchObject({ kind: 'unknown', result: { problem: { reason: 'clientSecretExpired' } } });
    expect(noToken.report.channels).toEqual([]);
    // However far the connection was when that became known.
    const early = await tryBoundary({ greeting: silence }, tokenRefused(7000222, 'x'), {
      secretCreatedAt: '2026-01-01T00:00:00Z',
    });
    expect(early.boundary).toMatchObject({ kind: 'unknown', result: { problem: { reason: 'clientSecretExpired' } } });
    const noPop = await tryBoundary({ credentials: refusal }, issued({ ...sound, roles: ['SMTP.SendAsApp'] }));
    expect(noPop.boundary).toMatchObject({ kind: 'unknown', result: { problem: { reason: 'permissionMissing' } } });
    for (const { pop3 } of [noToken, noPop]) expect(pop3.heard.filter((line) => line.startsWith('AUTH'))).toEqual([]);
  });
});

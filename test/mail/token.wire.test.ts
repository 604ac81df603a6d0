import { describe, expect, test } from 'vitest';
import { checkMail } from '../../src/mail/check-mail.ts';
import type { MailCheck } from '../../src/mail/mail-check.ts';
import { unhurriedTokenPatience } from '../support/quick-patience.ts';
import { silence } from '../support/scripted-answers.ts';
import { closedPort, startPop3Server, startRawServer, startSmtpServer } from '../support/scripted-server.ts';
import { badCertificates } from '../support/wire-certificates.ts';
import {
  type Claims,
  type HttpAnswer,
  json,
  startTokenServer,
  tokenIssued,
  tokenRefused,
} from '../support/wire-token-endpoint.ts';
import { clientSecret, issued, request, sound } from './check-fixture.ts';
import { certificates, started } from './sign-in-fixture.ts';

describe('a token', () => {
  const fresh = new Date().toISOString();
  const cases: [string, HttpAnswer, string, string, string, Partial<MailCheck>][] = [
    [
      '7000215',
      tokenRefused(7000215, 'Invalid client secret provided.'),
      'clientSecretRefused',
      'entraAdministrator',
      'retry',
      {},
    ],
    [
      '7000215, new secret',
      tokenRefused(7000215, 'x'),
      'clientSecretRefused',
      'nobody',
      'wait',
      { secretCreatedAt: fresh },
    ],
    [
      '7000215, old secret',
      tokenRefused(7000215, 'x'),
      'clientSecretRefused',
      'entraAdministrator',
      'askAdmin',
      { secretCreatedAt: '2026-01-01T00:00:00Z' },
    ],
    ['7000222', tokenRefused(7000222, 'x'), 'clientSecretExpired', 'entraAdministrator', 'askAdmin', {}],
    [
      '7000222, new secret',
      tokenRefused(7000222, 'x'),
      'clientSecretRefused',
      'nobody',
      'wait',
      { secretCreatedAt: fresh },
    ],
    [
      '700016',
      tokenRefused(700016, 'x', 400, 'unauthorized_client'),
      'applicationUnknown',
      'entraAdministrator',
      'retry',
      {},
    ],
    ['7000229', tokenRefused(7000229, 'x'), 'enterpriseApplicationMissing', 'entraAdministrator', 'retry', {}],
    ['7000112', tokenRefused(7000112, 'x'), 'enterpriseApplicationDisabled', 'entraAdministrator', 'askAdmin', {}],
    [
      '53003',
      tokenRefused(53003, 'x', 400, 'invalid_grant'),
      'conditionalAccess',
      'entraAdministrator',
      'askAdmin',
      {},
    ],
    [
      '500011',
      tokenRefused(500011, 'x', 400, 'invalid_resource'),
      'exchangeOnlineMissing',
      'entraAdministrator',
      'askAdmin',
      {},
    ],
    ['90002', tokenRefused(90002, 'x', 400, 'invalid_request'), 'tenantUnknown', 'requester', 'changeInput', {}],
    ['900023', tokenRefused(900023, 'x', 400, 'invalid_request'), 'tenantUnknown', 'requester', 'changeInput', {}],
    ['90055', tokenRefused(90055, 'x', 400, 'temporarily_unavailable'), 'throttled', 'nobody', 'wait', {}],
    ['90033', tokenRefused(90033, 'x', 503, 'temporarily_unavailable'), 'throttled', 'nobody', 'wait', {}],
    ['an unknown number', tokenRefused(1234567, 'x', 400), 'tokenRefused', 'entraAdministrator', 'askAdmin', {}],
    ['429 without a number', json(429, { error: 'too_many' }), 'throttled', 'nobody', 'wait', {}],
    [
      'a page',
      { status: 200, body: '<html>Please log in to the guest network</html>' },
      'protocolUnexpected',
      'networkAdministrator',
      'askAdmin',
      {},
    ],
    ['a bad gateway', { status: 502, body: '<html>Bad Gateway</html>' }, 'noAnswer', 'nobody', 'retry', {}],
    ['no token', json(200, { token_type: 'Bearer' }), 'unexpected', 'us', 'tellUs', {}],
  ];
  test.each(cases)('refused with %s', async (_what, token, reason, actor, remedy, parts) => {
    const smtp = await started(startSmtpServer({ certificate: certificates.sound }));
    const report = await checkMail(await request({ token }, { smtp }, parts));
    expect(report.token.problem).toMatchObject({ reason, actor, remedy, step: 'verification' });
    expect(report.token.roles).toEqual([]);
    expect(report.token.stages.map((stage) => [stage.name, stage.ok])).toEqual([['token', false]]);
    expect(report.channels).toEqual([]);
    expect(smtp.heard.some((line) => line.startsWith('AUTH'))).toBe(false);
    expect(JSON.stringify(report)).not.toContain(clientSecret);
  });

  test.each([
    ['7000215 of a secret that was just made', tokenRefused(7000215, 'x')],
    ['7000222 of a secret that was just made', tokenRefused(7000222, 'x')],
    ['700016 of an application that was just made', tokenRefused(700016, 'x', 400, 'unauthorized_client')],
    ['7000229 of an enterprise application that was just made', tokenRefused(7000229, 'x')],
    [
      '429',
      { ...json(429, { error: 'too_many' }), headers: { 'content-type': 'application/json', 'retry-after': '0' } },
    ],
  ])('after %s is asked for again, and had', async (_what, refusal) => {
    const answers = [refusal, refusal, issued(sound)];
    const token = async () => answers.shift() ?? refusal;
    const secretCreatedAt = new Date().toISOString();
    const parts = { scope: 'token', secretCreatedAt, tokenPatience: unhurriedTokenPatience } as const;
    const report = await checkMail(await request({ token }, {}, parts));
    expect(report.token.problem).toBeNull();
    expect(answers).toEqual([]);
  });

  test('is asked for once where the secret is old: waiting would not mend it', async () => {
    let asked = 0;
    const token = async () => {
      asked += 1;
      return tokenRefused(7000215, 'x');
    };
    await checkMail(await request({ token }, {}, { scope: 'token', secretCreatedAt: '2026-01-01T00:00:00Z' }));
    expect(asked).toBe(1);
  });

  test('that is refused brings the number, the words and the ids that support asks for', async () => {
    const token = tokenRefused(7000215, `Invalid client secret provided: ${clientSecret}.`);
    const report = await checkMail(await request({ token }, {}, { scope: 'token' }));
    expect(report.token.problem).toMatchObject({
      subject: 'AADSTS7000215',
      details: 'AADSTS7000215: Invalid client secret provided: [removed]',
      requestId: 'trace_id=11111111-aaaa-4bbb-8ccc-222222222222 correlation_id=33333333-aaaa-4bbb-8ccc-444444444444',
    });
  });

  test('of an unknown tenant fails at discovery, and says so', async () => {
    const discovery = tokenRefused(90002, "Tenant 'x' not found.", 400, 'invalid_tenant');
    const report = await checkMail(await request({ discovery }));
    expect(report.token.problem).toMatchObject({ reason: 'tenantUnknown', subject: 'AADSTS90002' });
  });

  const wrong: [string, Claims, string][] = [
    ['audience', { ...sound, aud: 'https://graph.microsoft.com' }, 'aud'],
    ['tenant', { ...sound, tid: '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601' }, 'tid'],
    ['application', { ...sound, appid: '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601' }, 'appid'],
    ['shape', { aud: 'https://outlook.office365.com' }, 'claims'],
  ];
  test.each(wrong)('with the wrong %s is not used', async (_what, claims, subject) => {
    const report = await checkMail(await request({ token: issued(claims) }));
    expect(report.token.problem).toMatchObject({ reason: 'tokenWrong', subject, remedy: 'tellUs' });
    expect(report.channels).toEqual([]);
  });

  test('that is no JWT is not used', async () => {
    const report = await checkMail(await request({ token: tokenIssued('opaque') }));
    expect(report.token.problem).toMatchObject({ reason: 'tokenWrong', subject: 'claims' });
  });

  test('without any permission is reported as missing consent, and no sign-in is tried', async () => {
    const smtp = await started(startSmtpServer({ certificate: certificates.sound }));
    const { roles: _roles, ...bare } = sound;
    const report = await checkMail(await request({ token: issued(bare) }, { smtp }));
    const missing = { reason: 'permissionMissing', step: 'consent', actor: 'entraAdministrator', remedy: 'askAdmin' };
    expect(report.token.problem).toMatchObject({ ...missing, subject: 'SMTP.SendAsApp' });
    expect(report.token.stages.at(-1)).toMatchObject({ name: 'claims', ok: false });
    expect(report.channels.map((result) => result.problem?.subject)).toEqual(['SMTP.SendAsApp', 'POP.AccessAsApp']);
    await smtp.quiet();
    expect(smtp.heard.some((line) => line.startsWith('AUTH'))).toBe(false);
  });

  test('without a permission that was granted a moment ago is asked for again, until it has it', async () => {
    const { roles: _roles, ...bare } = sound;
    const answers = [issued(bare), issued({ ...sound, roles: ['SMTP.SendAsApp'] }), issued(sound)];
    const token = async () => answers.shift() ?? issued(bare);
    const granted = { channels: ['smtp', 'pop3'], at: new Date().toISOString() } as const;
    const parts = { scope: 'token', granted, tokenPatience: unhurriedTokenPatience } as const;
    expect((await checkMail(await request({ token }, {}, parts))).token.problem).toBeNull();
    expect(answers).toEqual([]);
    const never = await checkMail(await request({ token: issued(bare) }, {}, { scope: 'token', granted }));
    expect(never.token.problem).toMatchObject({ reason: 'permissionMissing', actor: 'nobody', remedy: 'wait' });
  });

  test('without a permission that was granted long ago says that somebody must grant it again', async () => {
    const granted = { channels: ['smtp', 'pop3'], at: '2026-01-01T00:00:00Z' } as const;
    const { roles: _roles, ...bare } = sound;
    const report = await checkMail(await request({ token: issued(bare) }, {}, { scope: 'token', granted }));
    expect(report.token.problem).toMatchObject({ reason: 'permissionMissing', remedy: 'askAdmin' });
  });

  test('with one of two permissions serves the channel that has it', async () => {
    const report = await checkMail(await request({ token: issued({ ...sound, roles: ['SMTP.SendAsApp'] }) }));
    expect(report.token.problem).toMatchObject({ reason: 'permissionMissing', subject: 'POP.AccessAsApp' });
    expect(report.channels.map((result) => result.problem?.reason ?? null)).toEqual([null, 'permissionMissing']);
    const smtpOnly = await checkMail(
      await request({ token: issued({ ...sound, roles: ['SMTP.SendAsApp'] }) }, {}, { channels: ['smtp'] }),
    );
    expect(smtpOnly.token.problem).toBeNull();
  });
});

describe('a token endpoint that cannot be reached', () => {
  const at = (port: number, host = 'localhost') => ({
    entra: { url: `https://${host}:${port}`, knownAuthority: `${host}:${port}` },
  });

  test('closed port, unknown name', async () => {
    const port = await closedPort();
    const refused = await checkMail(await request({}, at(port)));
    expect(refused.token.problem).toMatchObject({ reason: 'connectionRefused', subject: `localhost:${port}` });
    const unknown = await checkMail(await request({}, at(port, 'no-such-host.invalid')));
    expect(unknown.token.problem).toMatchObject({ reason: 'nameNotResolved' });
  });

  test.each(badCertificates)('certificate %s', async (kind) => {
    const entra = await started(startTokenServer(certificates[kind], { token: issued(sound) }));
    const report = await checkMail(await request({}, at(entra.port)));
    expect(report.token.problem).toMatchObject({
      reason: 'certificateUntrusted',
      details: expect.stringContaining('issuer: CN='),
    });
    expect(entra.forms).toEqual([]);
  });

  test('silence ends at the deadline, whatever the mail servers do', async () => {
    const silentPop3 = await started(startPop3Server({ certificate: certificates.sound }, { greeting: silence }));
    const check = await request({ token: null }, { pop3: silentPop3 }, { tokenDeadlineMilliseconds: 500 });
    const report = await checkMail(check);
    expect(report.token.problem).toMatchObject({ reason: 'timedOut', remedy: 'retry' });
    expect(report.channels).toEqual([]);
    await silentPop3.quiet();
  });

  test('a server that hangs up at once', async () => {
    const abrupt = await started(startRawServer((socket) => socket.destroy()));
    const report = await checkMail(await request({}, at(abrupt.port)));
    expect(report.token.problem).toMatchObject({ reason: 'connectionLost', remedy: 'retry' });
  });
});

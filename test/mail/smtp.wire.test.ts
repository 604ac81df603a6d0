import { describe, expect, test } from 'vitest';
import { done, failed, problem } from '../../src/setup/problem.ts';
import {
  type Answer,
  type Answers,
  endless,
  hangUp,
  inPieces,
  sayAndHangUp,
  silence,
} from '../support/scripted-answers.ts';
import { closedPort, type SmtpMoment, startRawServer, startSmtpServer } from '../support/scripted-server.ts';
import { badCertificates } from '../support/wire-certificates.ts';
import {
  accessToken,
  certificates,
  isWithoutToken,
  mailbox,
  sasl,
  signInTo,
  smtpAlone,
  stagesOf,
  started,
} from './sign-in-fixture.ts';

function server(answers: Answers<SmtpMoment> = {}) {
  return started(startSmtpServer({ certificate: certificates.sound }, answers));
}

describe('a sign-in to SMTP', () => {
  test('goes through STARTTLS and two-line AUTH, says QUIT, and shows each stage with the words of the server', async () => {
    const smtp = await server();
    const result = await smtpAlone(signInTo(smtp));
    await smtp.quiet();
    expect(result).toMatchObject({ mailbox, channel: 'smtp', host: 'localhost', port: smtp.port, problem: null });
    expect(stagesOf(result)).toEqual(['connect ok', 'tls ok', 'auth ok']);
    expect(result.stages.map((stage) => stage.words)).toEqual([
      '220 scripted.example Microsoft ESMTP MAIL Service ready',
      '220 2.0.0 SMTP server ready',
      '235 2.7.0 Authentication successful',
    ]);
    expect(smtp.heard.map((line) => line.split(' [')[0])).toEqual([
      'EHLO',
      'STARTTLS',
      'EHLO',
      'AUTH XOAUTH2',
      sasl,
      'QUIT',
    ]);
    expect(isWithoutToken(result)).toBe(true);
  });

  test('works by address, too', async () => {
    const smtp = await server();
    const result = await smtpAlone(signInTo(smtp, { address: { host: '127.0.0.1', port: smtp.port } }));
    expect(result.problem).toBeNull();
  });

  test('makes the connection ready while the token is on its way, and sends nothing of AUTH before', async () => {
    const token = Promise.withResolvers<string>();
    const smtp = await server({
      ehloSecure: ({ socket }) => {
        socket.write('250 AUTH XOAUTH2\r\n');
        token.resolve(accessToken);
      },
    });
    const result = await smtpAlone(signInTo(smtp, { token: token.promise.then(done) }));
    expect(result.problem).toBeNull();
  });

  test('does not sign in where the token lacks the permission', async () => {
    const missing = problem({
      reason: 'permissionMissing',
      step: 'consent',
      actor: 'entraAdministrator',
      remedy: 'askAdmin',
    });
    const smtp = await server();
    const result = await smtpAlone(signInTo(smtp, { token: Promise.resolve(failed(missing)) }));
    await smtp.quiet();
    expect(result.problem).toEqual(missing);
    expect(smtp.heard.filter((line) => line.startsWith('AUTH'))).toEqual([]);
  });
});

describe('what SMTP says', () => {
  const auth139 = '535 5.7.139 Authentication unsuccessful,';
  const cases: [string, string, string, string][] = [
    [
      '535 5.7.3 Authentication unsuccessful [FR3P281.PROD.OUTLOOK.COM]',
      'notRegisteredOrPropagating',
      'exchangeAdministrator',
      'wait',
    ],
    [
      `${auth139} SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information.`,
      'smtpAuthOffForMailbox',
      'exchangeAdministrator',
      'askAdmin',
    ],
    [
      `${auth139} SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.`,
      'smtpAuthOffForOrganization',
      'exchangeAdministrator',
      'askAdmin',
    ],
    [
      `${auth139} user is locked by your organization's security defaults policy. Contact your administrator.`,
      'securityDefaults',
      'entraAdministrator',
      'askAdmin',
    ],
    [
      `${auth139} the request did not meet the criteria to be authenticated successfully. Contact your administrator.`,
      'signInCriteriaNotMet',
      'entraAdministrator',
      'askAdmin',
    ],
    ['454 4.7.0 Temporary authentication failure', 'mailServerBusy', 'nobody', 'wait'],
    [
      '432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information.',
      'tooManyConnections',
      'nobody',
      'wait',
    ],
    ['421 4.3.2 Service not active', 'mailServerBusy', 'nobody', 'wait'],
    ['504 5.7.4 Unrecognized authentication type', 'authNotOffered', 'exchangeAdministrator', 'askAdmin'],
    ['550 5.2.1 Mailbox cannot be accessed', 'mailboxBlocked', 'exchangeAdministrator', 'askAdmin'],
    [`${auth139} something new`, 'mailServerRefused', 'exchangeAdministrator', 'askAdmin'],
  ];

  test.each(cases)('%s', async (words, reason, actor, remedy) => {
    const smtp = await server({ credentials: words });
    const result = await smtpAlone(signInTo(smtp));
    expect(result.problem).toMatchObject({ reason, actor, remedy, step: 'verification', details: words });
    expect(result.problem?.subject).toBe(reason === 'authNotOffered' ? `localhost:${smtp.port}` : mailbox);
    expect(stagesOf(result)).toEqual(['connect ok', 'tls ok', 'auth failed']);
    await smtp.quiet();
    expect(smtp.heard.at(-1)).toBe('QUIT');
    expect(smtp.connections()).toBe(1);
  });

  test('a challenge on refusal is answered with an empty line, and the real reply is read', async () => {
    const words = '535 5.7.3 Authentication unsuccessful';
    const challenge = Buffer.from('{"status":"401","schemes":"bearer"}').toString('base64');
    const smtp = await server({ credentials: `334 ${challenge}`, afterChallenge: words });
    const result = await smtpAlone(signInTo(smtp));
    await smtp.quiet();
    expect(result.problem).toMatchObject({ reason: 'notRegisteredOrPropagating', details: words });
    expect(smtp.heard.slice(-3)).toEqual([sasl, '', 'QUIT']);
  });

  test('a success after a challenge is not believed', async () => {
    const smtp = await server({ credentials: '334 eyJ9', afterChallenge: '235 2.7.0 Authentication successful' });
    expect((await smtpAlone(signInTo(smtp))).problem?.reason).toBe('protocolUnexpected');
  });

  const early: [SmtpMoment, Answer, string, string[]][] = [
    ['greeting', '421 4.3.2 Service not active', 'mailServerBusy', ['connect failed']],
    ['greeting', sayAndHangUp('554 5.7.1 No SMTP service here'), 'mailServerRefused', ['connect failed']],
    ['greeting', 'HTTP/1.1 400 Bad Request', 'protocolUnexpected', ['connect failed']],
    ['ehlo', '250-scripted.example Hello\r\n250 SIZE 1000', 'protocolUnexpected', ['connect ok', 'tls failed']],
    ['ehlo', '502 5.5.1 Command not implemented', 'mailServerRefused', ['connect ok', 'tls failed']],
    ['startTls', sayAndHangUp('454 4.7.0 TLS not available'), 'mailServerBusy', ['connect ok', 'tls failed']],
    [
      'ehloSecure',
      '250-scripted.example Hello\r\n250 AUTH LOGIN PLAIN',
      'authNotOffered',
      ['connect ok', 'tls ok', 'auth failed'],
    ],
    ['ehloSecure', '250 scripted.example Hello', 'authNotOffered', ['connect ok', 'tls ok', 'auth failed']],
    ['auth', '504 5.7.4 Unrecognized authentication type', 'authNotOffered', ['connect ok', 'tls ok', 'auth failed']],
    ['auth', '235 2.7.0 Authentication successful', 'mailServerRefused', ['connect ok', 'tls ok', 'auth failed']],
  ];
  test.each(early)('at %s: %s', async (moment, answer, reason, stages) => {
    const smtp = await server({ [moment]: answer });
    const result = await smtpAlone(signInTo(smtp));
    expect(result.problem).toMatchObject({ reason, subject: expect.stringMatching(/^(localhost:\d+|edi@.*)$/) });
    expect(stagesOf(result)).toEqual(stages);
    expect(smtp.heard).not.toContain(sasl);
  });

  test('an echoed token is never kept, whole or in part', async () => {
    const echo = `550 5.5.0 ${sasl.slice(0, 90)} is not understood, nor is Bearer=${accessToken.slice(5, 300)}`;
    const smtp = await server({ credentials: echo });
    const result = await smtpAlone(signInTo(smtp));
    expect(result.problem?.reason).toBe('mailServerRefused');
    expect(isWithoutToken(result)).toBe(true);
    expect(result.problem?.details).toContain('is not understood');
  });
});

describe('a troubled connection to SMTP', () => {
  const moments: SmtpMoment[] = ['greeting', 'ehlo', 'startTls', 'ehloSecure', 'auth', 'credentials', 'afterChallenge'];
  const upTo = (moment: SmtpMoment, answer: Answer): Answers<SmtpMoment> =>
    moment === 'afterChallenge' ? { credentials: '334 eyJ9', afterChallenge: answer } : { [moment]: answer };

  test.each(moments)('silence at %s ends at the deadline', async (moment) => {
    const smtp = await server(upTo(moment, silence));
    const result = await smtpAlone(signInTo(smtp, { deadlineMilliseconds: 400 }));
    expect(result.problem).toMatchObject({ reason: 'timedOut', remedy: 'retry', subject: `localhost:${smtp.port}` });
    await smtp.quiet();
  });

  test.each(moments)('a close at %s is told as such', async (moment) => {
    const smtp = await server(upTo(moment, hangUp));
    const result = await smtpAlone(signInTo(smtp));
    expect(result.problem).toMatchObject({ reason: 'connectionLost', remedy: 'retry' });
  });

  test('silence in the TLS handshake ends at the deadline', async () => {
    const smtp = await server({ startTls: ({ socket }) => socket.write('220 ready\r\n') });
    const result = await smtpAlone(signInTo(smtp, { deadlineMilliseconds: 400 }));
    expect(result.problem?.reason).toBe('timedOut');
    expect(stagesOf(result)).toEqual(['connect ok', 'tls failed']);
  });

  test('answers that come in pieces are read as if they came whole', async () => {
    const smtp = await server({
      greeting: inPieces('220 scripted.example ready'),
      ehlo: inPieces('250-scripted.example\r\n250 STARTTLS'),
      ehloSecure: inPieces('250-scripted.example\r\n250-SIZE\r\n250 AUTH XOAUTH2'),
      credentials: inPieces('235 2.7.0 Authentication successful'),
    });
    expect((await smtpAlone(signInTo(smtp))).problem).toBeNull();
  });

  test.each<[string, SmtpMoment, string]>([
    ['line', 'greeting', '220 x'],
    ['line', 'ehloSecure', '250-x'],
    ['reply', 'ehlo', '250-x\r\n'],
    ['reply', 'credentials', '535-5.7.3 x\r\n'],
  ])('an endless %s at %s is cut off', async (_what, moment, text) => {
    const smtp = await server({ [moment]: endless(text) });
    expect((await smtpAlone(signInTo(smtp))).problem?.reason).toBe('protocolUnexpected');
    await smtp.quiet();
  });

  test('bytes between STARTTLS and TLS are refused, and no credential is sent', async () => {
    const smtp = await server({ startTls: ({ socket }) => socket.write('220 ready\r\n250 AUTH XOAUTH2\r\n') });
    const result = await smtpAlone(signInTo(smtp));
    expect(result.problem).toMatchObject({ reason: 'protocolUnexpected', actor: 'networkAdministrator' });
    expect(stagesOf(result)).toEqual(['connect ok', 'tls failed']);
    await smtp.quiet();
    expect(smtp.heard.at(-1)).toBe('STARTTLS');
  });

  test('garbage in place of the TLS handshake is refused', async () => {
    const smtp = await server({
      startTls: ({ socket }) => {
        socket.write('220 ready\r\n');
        socket.once('data', () => socket.write('this is not TLS\r\n'));
      },
    });
    expect((await smtpAlone(signInTo(smtp))).problem?.reason).toBe('protocolUnexpected');
  });

  test.each(badCertificates)(
    'a certificate that is %s is refused, its issuer is named, no credential is sent',
    async (kind) => {
      const smtp = await started(startSmtpServer({ certificate: certificates[kind] }));
      const result = await smtpAlone(signInTo(smtp));
      expect(result.problem).toMatchObject({ reason: 'certificateUntrusted', actor: 'networkAdministrator' });
      const issuer =
        { selfSigned: 'localhost', untrustedRoot: 'Intercepting Firewall' }[kind as string] ?? 'Wire Test Root';
      expect(result.problem?.details).toContain(`CN=${issuer}`);
      expect(stagesOf(result)).toEqual(['connect ok', 'tls failed']);
      await smtp.quiet();
      expect(smtp.heard.at(-1)).toBe('STARTTLS');
    },
  );

  test('a closed port, and a name that does not exist', async () => {
    const port = await closedPort();
    expect((await smtpAlone(signInTo({ port }))).problem?.reason).toBe('connectionRefused');
    const address = { host: 'no-such-host.invalid', port };
    const result = await smtpAlone(signInTo({ port }, { address }));
    expect(result.problem).toMatchObject({ reason: 'nameNotResolved', subject: `no-such-host.invalid:${port}` });
  });

  test('being called off ends it at once', async () => {
    const callOff = new AbortController();
    const silent = await started(startRawServer(() => callOff.abort()));
    await smtpAlone(signInTo(silent, { calledOff: callOff.signal }));
    await silent.quiet();
  });
});

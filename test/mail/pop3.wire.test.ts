import { describe, expect, test } from 'vitest';
import {
  type Answer,
  type Answers,
  endless,
  hangUp,
  inPieces,
  sayAndHangUp,
  silence,
} from '../support/scripted-answers.ts';
import { closedPort, type Pop3Moment, startPop3Server, startRawServer } from '../support/scripted-server.ts';
import { badCertificates } from '../support/wire-certificates.ts';
import {
  accessToken,
  certificates,
  isWithoutToken,
  mailbox,
  pop3Alone,
  sasl,
  signInTo,
  stagesOf,
  started,
} from './sign-in-fixture.ts';

function server(answers: Answers<Pop3Moment> = {}) {
  return started(startPop3Server({ certificate: certificates.sound }, answers));
}

const refusal = '-ERR Authentication failure: unknown user name or bad password.';

describe('a sign-in to POP3', () => {
  test('goes through TLS, two-line AUTH and STAT, says QUIT, and touches no mail', async () => {
    const pop3 = await server();
    const result = await pop3Alone(signInTo(pop3));
    await pop3.quiet();
    expect(result).toMatchObject({ mailbox, channel: 'pop3', host: 'localhost', port: pop3.port, problem: null });
    expect(stagesOf(result)).toEqual(['connect ok', 'tls ok', 'auth ok', 'stat ok']);
    expect(result.stages.map((stage) => stage.words)).toEqual([
      null,
      '+OK The Microsoft Exchange POP3 service is ready.',
      '+OK User successfully authenticated.',
      '+OK 2 4711',
    ]);
    expect(pop3.heard).toEqual(['AUTH XOAUTH2', sasl, 'STAT', 'QUIT']);
    expect(isWithoutToken(result)).toBe(true);
  });

  test('takes a bare + as the prompt', async () => {
    const pop3 = await server({ auth: '+' });
    expect((await pop3Alone(signInTo(pop3))).problem).toBeNull();
  });
});

describe('what POP3 says', () => {
  const cases: [Pop3Moment, Answer, string, string, string][] = [
    ['credentials', refusal, 'mailboxNotAccessible', 'exchangeAdministrator', 'wait'],
    ['credentials', '-ERR Protocol error. Connection is closed. 10', 'protocolUnexpected', 'us', 'tellUs'],
    ['auth', sayAndHangUp('-ERR Protocol error. Connection is closed. 10'), 'protocolUnexpected', 'us', 'tellUs'],
    ['credentials', '-ERR [IN-USE] Mailbox is locked by another session', 'mailServerBusy', 'nobody', 'wait'],
    ['credentials', '-ERR [SYS/TEMP] Server is busy', 'mailServerBusy', 'nobody', 'wait'],
    ['credentials', '-ERR Something new', 'mailServerRefused', 'exchangeAdministrator', 'askAdmin'],
    ['auth', sayAndHangUp('-ERR Something new'), 'mailServerRefused', 'exchangeAdministrator', 'askAdmin'],
    ['stat', '-ERR Something new', 'mailServerRefused', 'exchangeAdministrator', 'askAdmin'],
    ['stat', '+OK lots', 'protocolUnexpected', 'networkAdministrator', 'askAdmin'],
    ['greeting', '-ERR [SYS/TEMP] Try again', 'mailServerBusy', 'nobody', 'wait'],
    ['greeting', '* OK IMAP4 ready', 'protocolUnexpected', 'networkAdministrator', 'askAdmin'],
    ['auth', '+OK User successfully authenticated.', 'protocolUnexpected', 'networkAdministrator', 'askAdmin'],
  ];
  test.each(cases)('at %s: %s is %s', async (moment, answer, reason, actor, remedy) => {
    const pop3 = await server({ [moment]: answer });
    const result = await pop3Alone(signInTo(pop3));
    expect(result.problem).toMatchObject({ reason, actor, remedy, step: 'verification' });
    expect(result.stages.at(-1)?.ok).toBe(false);
    expect(pop3.connections()).toBe(1);
  });

  test('a challenge after the token is a refusal: an empty line is sent and the real reply read', async () => {
    const challenge = Buffer.from('{"status":"401","schemes":"bearer"}').toString('base64');
    const pop3 = await server({ credentials: `+ ${challenge}`, afterChallenge: refusal });
    const result = await pop3Alone(signInTo(pop3));
    await pop3.quiet();
    expect(result.problem).toMatchObject({ reason: 'mailboxNotAccessible', details: refusal, subject: mailbox });
    expect(pop3.heard).toEqual(['AUTH XOAUTH2', sasl, '', 'QUIT']);
  });

  test('a success after a challenge is not believed', async () => {
    const pop3 = await server({ credentials: '+ eyJ9', afterChallenge: '+OK User successfully authenticated.' });
    expect((await pop3Alone(signInTo(pop3))).problem?.reason).toBe('protocolUnexpected');
  });

  test('a mechanism that is not offered is a finding', async () => {
    const words = '-ERR Unsupported mechanism';
    const pop3 = await server({ auth: words, capa: '+OK\r\nUIDL\r\nSASL PLAIN\r\n.' });
    const result = await pop3Alone(signInTo(pop3));
    expect(result.problem).toMatchObject({
      reason: 'authNotOffered',
      subject: `localhost:${pop3.port}`,
      details: words,
    });
  });

  test('a refused mechanism that is offered all the same is a refusal', async () => {
    const pop3 = await server({ auth: '-ERR Something new' });
    expect((await pop3Alone(signInTo(pop3))).problem?.reason).toBe('mailServerRefused');
  });

  test('an echoed token is never kept, whole or in part', async () => {
    const pop3 = await server({ credentials: `-ERR cannot read "${sasl.slice(40, 400)}" (${accessToken})` });
    const result = await pop3Alone(signInTo(pop3));
    expect(isWithoutToken(result)).toBe(true);
    expect(result.problem?.details).toMatch(/^-ERR cannot read/);
  });
});

describe('a troubled connection to POP3', () => {
  const moments: Pop3Moment[] = ['greeting', 'auth', 'credentials', 'afterChallenge', 'stat'];
  const upTo = (moment: Pop3Moment, answer: Answer): Answers<Pop3Moment> =>
    moment === 'afterChallenge' ? { credentials: '+ eyJ9', afterChallenge: answer } : { [moment]: answer };

  test.each(moments)('silence at %s ends at the deadline', async (moment) => {
    const pop3 = await server(upTo(moment, silence));
    const result = await pop3Alone(signInTo(pop3, { deadlineMilliseconds: 400 }));
    expect(result.problem).toMatchObject({ reason: 'timedOut', actor: 'nobody', remedy: 'retry' });
    await pop3.quiet();
  });

  test.each(moments)('a close at %s is told as such', async (moment) => {
    const pop3 = await server(upTo(moment, hangUp));
    expect((await pop3Alone(signInTo(pop3))).problem).toMatchObject({ reason: 'connectionLost', remedy: 'retry' });
  });

  test('a server that accepts and says nothing, and one that hangs up at once', async () => {
    const silent = await started(startRawServer(() => undefined));
    const timedOut = await pop3Alone(signInTo(silent, { deadlineMilliseconds: 400 }));
    expect(timedOut.problem?.reason).toBe('timedOut');
    expect(stagesOf(timedOut)).toEqual(['connect ok', 'tls failed']);
    const abrupt = await started(startRawServer((socket) => socket.destroy()));
    expect((await pop3Alone(signInTo(abrupt))).problem?.reason).toBe('connectionLost');
  });

  test('a server without TLS is refused', async () => {
    const plain = await started(startRawServer((socket) => socket.write('+OK ready\r\n')));
    const result = await pop3Alone(signInTo(plain));
    expect(result.problem).toMatchObject({ reason: 'protocolUnexpected', actor: 'networkAdministrator' });
    expect(stagesOf(result)).toEqual(['connect ok', 'tls failed']);
  });

  test('answers that come in pieces are read as if they came whole', async () => {
    const pop3 = await server({
      greeting: inPieces('+OK ready'),
      auth: inPieces('+ '),
      credentials: inPieces('+OK User successfully authenticated.'),
      stat: inPieces('+OK 0 0'),
    });
    expect((await pop3Alone(signInTo(pop3))).problem).toBeNull();
  });

  test.each<[Pop3Moment, string]>([
    ['greeting', '+OK x'],
    ['credentials', '-ERR x'],
  ])('an endless line at %s is cut off', async (moment, text) => {
    const pop3 = await server({ [moment]: endless(text) });
    expect((await pop3Alone(signInTo(pop3))).problem?.reason).toBe('protocolUnexpected');
    await pop3.quiet();
  });

  test('an endless list of capabilities is cut off, and the refusal before it stands', async () => {
    const pop3 = await server({ auth: '-ERR Something new', capa: endless('+OK\r\n') });
    expect((await pop3Alone(signInTo(pop3))).problem).toMatchObject({
      reason: 'mailServerRefused',
      details: '-ERR Something new',
    });
    await pop3.quiet();
  });

  test.each(badCertificates)(
    'a certificate that is %s is refused, its issuer is named, nothing is sent',
    async (kind) => {
      const pop3 = await started(startPop3Server({ certificate: certificates[kind] }));
      const result = await pop3Alone(signInTo(pop3));
      expect(result.problem).toMatchObject({
        reason: 'certificateUntrusted',
        details: expect.stringContaining('issuer: CN='),
      });
      await pop3.quiet();
      expect(pop3.heard).toEqual([]);
    },
  );

  test('a closed port', async () => {
    const result = await pop3Alone(signInTo({ port: await closedPort() }));
    expect(result.problem).toMatchObject({ reason: 'connectionRefused', details: 'ECONNREFUSED' });
    expect(stagesOf(result)).toEqual(['connect failed']);
  });
});

// Rules of the wire that hold at every moment and in both channels: no credential before TLS, one attempt, garbage is no
// answer, replies of many lines, IPv6, one token, bounded connections.

import dns from 'node:dns';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { checkMail } from '../../src/mail/check-mail.ts';
import { type Answer, type Answers, sayAndHangUp } from '../support/scripted-answers.ts';
import { type Pop3Moment, type SmtpMoment, startPop3Server, startSmtpServer } from '../support/scripted-server.ts';
import { issued, request, sound } from './check-fixture.ts';
import { certificates, pop3Alone, sasl, signInTo, smtpAlone, started } from './sign-in-fixture.ts';

const certificate = certificates.sound;
const smtpServer = (answers: Answers<SmtpMoment> = {}, host = '127.0.0.1') =>
  started(startSmtpServer({ certificate, host }, answers));
const pop3Server = (answers: Answers<Pop3Moment> = {}, host = '127.0.0.1') =>
  started(startPop3Server({ certificate, host }, answers));

describe('no credential is sent before TLS', () => {
  const offer = '250-relay.example Hello\r\n250-AUTH LOGIN PLAIN XOAUTH2';
  test('where AUTH is offered before it, TLS comes first all the same', async () => {
    const smtp = await smtpServer({ ehlo: `${offer}\r\n250 STARTTLS` });
    expect((await smtpAlone(signInTo(smtp))).problem).toBeNull();
    const verbs = smtp.heard.map((line) => (line === sasl ? 'token' : line.split(' ')[0]));
    expect(verbs.slice(0, 5)).toEqual(['EHLO', 'STARTTLS', 'EHLO', 'AUTH', 'token']);
  });

  const refused: [string, Answers<SmtpMoment>][] = [
    ['TLS is not offered', { ehlo: `${offer}\r\n250 SIZE 1000` }],
    ['TLS is refused', { ehlo: `${offer}\r\n250 STARTTLS`, startTls: sayAndHangUp('454 4.7.0 TLS not available') }],
    ['STARTTLS is not understood', { ehlo: `${offer}\r\n250 STARTTLS`, startTls: sayAndHangUp('502 5.5.1 No') }],
    ['TLS stands in a word', { ehlo: `${offer}\r\n250 NOSTARTTLS` }],
  ];
  test.each(refused)('where %s, there is no sign-in', async (_what, answers) => {
    const smtp = await smtpServer(answers);
    const result = await smtpAlone(signInTo(smtp));
    expect(result.problem).not.toBeNull();
    expect(result.stages.at(-1)).toMatchObject({ name: 'tls', ok: false });
    await smtp.quiet();
    expect(smtp.heard.filter((line) => line.startsWith('AUTH') || line === sasl)).toEqual([]);
  });
});

describe('garbage is no answer', () => {
  const texts = ['garbage', '', '\u0000\u0001\u0002', '99 bottles', 'HTTP/1.1 200 OK', '١٢٣ digits'];
  const smtpMoments: SmtpMoment[] = ['greeting', 'ehlo', 'startTls', 'ehloSecure', 'auth', 'credentials'];
  test.each(smtpMoments)('to SMTP at %s', async (moment) => {
    for (const text of texts) {
      const smtp = await smtpServer({ [moment]: sayAndHangUp(text) });
      expect((await smtpAlone(signInTo(smtp))).problem).toMatchObject({
        reason: 'protocolUnexpected',
        actor: 'networkAdministrator',
        subject: `localhost:${smtp.port}`,
      });
    }
  });

  const pop3Moments: Pop3Moment[] = ['greeting', 'auth', 'credentials', 'stat'];
  test.each(pop3Moments)('to POP3 at %s', async (moment) => {
    for (const text of texts) {
      const pop3 = await pop3Server({ [moment]: sayAndHangUp(text) });
      expect((await pop3Alone(signInTo(pop3))).problem?.reason).toBe('protocolUnexpected');
    }
  });

  test.each<[string, Answers<SmtpMoment>]>([
    ['SMTP', { credentials: '334 eyJ9', afterChallenge: 'garbage' }],
    ['SMTP, a challenge again', { credentials: '334 eyJ9', afterChallenge: '334 eyJ9' }],
  ])('after a challenge of %s', async (_what, answers) => {
    const smtp = await smtpServer(answers);
    expect((await smtpAlone(signInTo(smtp))).problem?.reason).toBe('protocolUnexpected');
  });

  test.each(['garbage', '+ eyJ9', '+OK'])('after a challenge of POP3: %s', async (afterChallenge) => {
    const pop3 = await pop3Server({ credentials: '+ eyJ9', afterChallenge });
    expect((await pop3Alone(signInTo(pop3))).problem?.reason).toBe('protocolUnexpected');
  });
});

describe('replies of many lines', () => {
  test('are read to their end', async () => {
    const smtp = await smtpServer({
      greeting: '220-one\r\n220-two\r\n220 three',
      startTls: '220-go\r\n220 on',
      credentials: '235-2.7.0 Authentication\r\n235-\r\n235 2.7.0 successful',
    });
    const result = await smtpAlone(signInTo(smtp));
    expect(result.problem).toBeNull();
    expect(result.stages.map(({ words }) => words)).toEqual([
      '220 one two three',
      '220 go on',
      '235 2.7.0 Authentication 2.7.0 successful',
    ]);
  });

  test('are diagnosed like those of one, and a bare code is a reply', async () => {
    const many = await smtpServer({ credentials: '535-5.7.3 Authentication unsuccessful\r\n535 5.7.3 [host]' });
    expect((await smtpAlone(signInTo(many))).problem?.reason).toBe('notRegisteredOrPropagating');
    const bare = await smtpServer({ greeting: '220', startTls: '220', credentials: '235' });
    expect((await smtpAlone(signInTo(bare))).problem).toBeNull();
  });

  test('end with their last line, even where the connection ends with it', async () => {
    const smtp = await smtpServer({ credentials: sayAndHangUp('535-5.7.3 Authentication unsuccessful\r\n535 bye') });
    expect((await smtpAlone(signInTo(smtp))).problem?.reason).toBe('notRegisteredOrPropagating');
  });
});

const internal = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
const hasIpv6 = internal.some((each) => each.internal && each.family === 'IPv6');

describe.skipIf(!hasIpv6)('over IPv6', () => {
  afterEach(() => void vi.restoreAllMocks());

  test('both channels work by address, and the greeting names it as RFC 5321 has it', async () => {
    const [smtp, pop3] = [await smtpServer({}, '::1'), await pop3Server({}, '::1')];
    const at = (port: number) => ({ address: { host: '::1', port } });
    expect((await smtpAlone(signInTo(smtp, at(smtp.port)))).problem).toBeNull();
    expect((await pop3Alone(signInTo(pop3, at(pop3.port)))).problem).toBeNull();
    expect(smtp.heard[0]).toBe('EHLO [IPv6:::1]');
  });

  test.each(['127.0.0.1', '::1'])('a name with both addresses is reached where only %s answers', async (host) => {
    vi.spyOn(dns, 'lookup').mockImplementation(((...given: unknown[]) => {
      const answer = given.at(-1);
      const addresses = [
        { address: '::1', family: 6 },
        { address: '127.0.0.1', family: 4 },
      ];
      if (typeof answer === 'function') answer(null, addresses);
    }) as typeof dns.lookup);
    const [smtp, pop3] = [await smtpServer({}, host), await pop3Server({}, host)];
    expect((await smtpAlone(signInTo(smtp))).problem).toBeNull();
    expect((await pop3Alone(signInTo(pop3))).problem).toBeNull();
  });
});

describe('a check of several mailboxes', () => {
  const mailboxes = Array.from({ length: 12 }, (_, index) => `m${index}@contoso.example`);

  test('signs in once per mailbox and channel, whatever the answer, with one token for all', async () => {
    const refusals: [string, string][] = [
      ['535 5.7.3 Authentication unsuccessful', '-ERR Authentication failure: unknown user name or bad password.'],
      ['454 4.7.0 Temporary authentication failure', '-ERR [SYS/TEMP] Server is busy'],
      ['334 eyJ9', '+ eyJ9'],
    ];
    for (const [ofSmtp, ofPop3] of refusals) {
      let tokens = 0;
      const token = async () => {
        tokens += 1;
        return issued(sound);
      };
      const [smtp, pop3] = [await smtpServer({ credentials: ofSmtp }), await pop3Server({ credentials: ofPop3 })];
      const report = await checkMail(await request({ token }, { smtp, pop3 }, { mailboxes }));
      expect(report.channels.every(({ problem }) => problem !== null)).toBe(true);
      for (const server of [smtp, pop3]) {
        expect(server.heard.filter((line) => line === 'AUTH XOAUTH2')).toHaveLength(mailboxes.length);
        expect(server.connections()).toBe(mailboxes.length);
      }
      expect(tokens).toBe(1);
    }
  });

  test('has five mailboxes open at once unless it is told otherwise, each with one connection to SMTP', async () => {
    const waiting: (() => void)[] = [];
    const open = { now: 0, most: 0, ever: 0 };
    // Nobody goes on before five are in, so that fewer would wait for ever.
    const auth: Answer = ({ write }) => {
      open.now += 1;
      open.ever += 1;
      open.most = Math.max(open.most, open.now);
      waiting.push(() => write('334 '));
      if (waiting.length === 5 || open.ever === mailboxes.length) for (const goOn of waiting.splice(0)) goOn();
    };
    const message: Answer = ({ write }) => {
      open.now -= 1;
      write('250 2.0.0 OK');
    };
    const smtp = await smtpServer({ auth, message });
    const parts = { scope: 'roundTrip', channels: ['smtp'], mailboxes } as const;
    const report = await checkMail(await request({ token: issued(sound) }, { smtp }, parts));
    expect(report.channels.map(({ problem }) => problem)).toEqual(Array(mailboxes.length).fill(null));
    expect(smtp.heard.filter((line) => line.startsWith('RCPT')).toSorted()).toEqual(
      mailboxes.map((address) => `RCPT TO:<${address}>`).toSorted(),
    );
    expect([open.most, smtp.connections()]).toEqual([5, mailboxes.length]);
  });

  test('opens both connections of a round trip while the token is on its way', async () => {
    const opened = { smtp: Promise.withResolvers<void>(), pop3: Promise.withResolvers<void>() };
    const smtp = await smtpServer({
      ehloSecure: ({ write }) => {
        write('250 AUTH XOAUTH2');
        opened.smtp.resolve();
      },
    });
    const pop3 = await pop3Server({
      greeting: ({ write }) => {
        write('+OK ready');
        opened.pop3.resolve();
      },
    });
    const token = () => Promise.all([opened.smtp.promise, opened.pop3.promise]).then(() => issued(sound));
    const parts = { scope: 'roundTrip', findPatience: { untilMs: 0, delaysMs: [0] } } as const;
    const report = await checkMail(await request({ token }, { smtp, pop3 }, parts));
    expect(report.channels[0]?.acceptedAt).toBeDefined();
  });
});

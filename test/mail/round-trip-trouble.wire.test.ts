// What can go wrong between MAIL and QUIT: what was refused is told, what was lost is not taken for an answer.

import { describe, expect, test } from 'vitest';
import { checkMail } from '../../src/mail/check-mail.ts';
import { createMaildrop, type Maildrop } from '../support/maildrop.ts';
import { type Answer, type Answers, endless, hangUp, inPieces, silence } from '../support/scripted-answers.ts';
import { type Pop3Moment, type SmtpMoment, startPop3Server, startSmtpServer } from '../support/scripted-server.ts';
import { makeToken } from '../support/wire-token-endpoint.ts';
import { clientSecret, issued, request, sound } from './check-fixture.ts';
import { certificates, isWithout, mailbox, started } from './sign-in-fixture.ts';

const text = 'A test, to be deleted at once.';

type Played = {
  readonly drop?: Maildrop;
  readonly smtp?: Answers<SmtpMoment>;
  readonly pop3?: Answers<Pop3Moment>;
  readonly deadlineMilliseconds?: number;
  readonly testMail?: { readonly subject: string; readonly text: string };
};

async function play({ drop = createMaildrop(), testMail = { subject: 'eBiss mail test', text }, ...rest }: Played) {
  const setting = { certificate: certificates.sound, maildrop: drop };
  const smtp = await started(startSmtpServer(setting, rest.smtp));
  const pop3 = await started(startPop3Server(setting, rest.pop3));
  const { deadlineMilliseconds = 20_000 } = rest;
  const findPatience = { untilMs: 0, delaysMs: [0] };
  const parts = { scope: 'roundTrip', findPatience, testMail, deadlineMilliseconds } as const;
  const report = await checkMail(await request({ token: issued(sound) }, { smtp, pop3 }, parts));
  await Promise.all([smtp.quiet(), pop3.quiet()]);
  const [ofSmtp, ofPop3] = report.channels;
  return { report, drop, smtp, pop3, ofSmtp, ofPop3 };
}

describe('a mail that is refused', () => {
  const cases: [SmtpMoment, string, string][] = [
    ['message', '430 4.2.0 STOREDRV; mailbox logon failure; MapiExceptionLogonFailed', 'opensNotEverywhere'],
    ['mail', '550 5.7.60 SMTP; Client does not have permissions to send as this sender', 'sendAsMissing'],
    ['message', '554 5.2.252 SendAsDenied; a not allowed to send as b', 'sendAsMissing'],
    ['message', '432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded', 'tooManyConnections'],
    ['rcpt', '550 5.1.1 User unknown', 'mailServerRefused'],
    ['data', '503 5.5.1 Bad sequence of commands', 'mailServerRefused'],
    ['data', '250 2.0.0 OK', 'mailServerRefused'],
    ['message', '354 Go on', 'mailServerRefused'],
  ];
  test.each(cases)('at %s: %s', async (moment, words, reason) => {
    const { ofSmtp, ofPop3, smtp, pop3, drop } = await play({ smtp: { [moment]: words } });
    expect(ofSmtp?.problem).toMatchObject({ reason, subject: mailbox, details: words });
    expect(ofSmtp?.stages.at(-1)).toMatchObject({ name: 'send', ok: false, words });
    expect(ofSmtp?.acceptedAt).toBeUndefined();
    expect(ofPop3?.problem).toBeNull();
    expect([drop.accepted, pop3.connections(), smtp.connections()]).toEqual([[], 1, 1]);
  });
});

describe('an answer that never comes', () => {
  const moments: SmtpMoment[] = ['mail', 'rcpt', 'data', 'message'];
  const lost = () => createMaildrop({}, () => undefined);

  test.each(moments)('lost at %s, it is not taken for "accepted"', async (moment) => {
    const { ofSmtp, ofPop3 } = await play({ drop: lost(), smtp: { [moment]: hangUp } });
    expect(ofSmtp?.problem).toMatchObject({ reason: 'connectionLost', remedy: 'retry' });
    expect(ofSmtp?.acceptedAt).toBeUndefined();
    // That it did not come either says nothing of POP3.
    expect(ofPop3?.problem).toBeNull();
    expect(ofPop3?.stages.map(({ name }) => name)).toEqual(['connect', 'tls', 'auth', 'stat']);
  });

  test.each(moments)('silence at %s ends at the deadline', async (moment) => {
    const { ofSmtp } = await play({ drop: lost(), smtp: { [moment]: silence }, deadlineMilliseconds: 1_000 });
    expect(ofSmtp?.problem).toMatchObject({ reason: 'timedOut', remedy: 'retry' });
    expect(ofSmtp?.acceptedAt).toBeUndefined();
  });

  test.each(moments)('garbage at %s is no answer', async (moment) => {
    const { ofSmtp } = await play({ drop: lost(), smtp: { [moment]: 'OK, thank you' } });
    expect(ofSmtp?.problem).toMatchObject({ reason: 'protocolUnexpected', details: 'OK, thank you' });
    expect(ofSmtp?.acceptedAt).toBeUndefined();
  });

  test('a mail that arrived although its answer was lost is taken away again', async () => {
    const { ofSmtp, ofPop3, drop } = await play({ smtp: { message: hangUp } });
    expect(ofSmtp?.problem?.reason).toBe('connectionLost');
    expect(ofSmtp?.acceptedAt).toBeUndefined();
    expect(ofPop3?.problem).toBeNull();
    expect([drop.accepted.length, drop.mails.size]).toEqual([1, 0]);
  });

  test('a mail that was accepted is accepted, whatever becomes of QUIT', async () => {
    const { ofSmtp, ofPop3 } = await play({ smtp: { quit: hangUp } });
    expect(ofSmtp?.acceptedAt).toBeDefined();
    expect([ofSmtp?.problem, ofPop3?.problem]).toEqual([null, null]);
  });
});

describe('trouble with finding and deleting', () => {
  /** Only once the mail has been sent. */
  const then =
    (drop: Maildrop, answer: Answer, before: string): Answer =>
    (peer) => {
      if (drop.accepted.length === 0) peer.write(before);
      else if (typeof answer === 'string') peer.write(answer);
      else answer(peer);
    };

  const cases: [Pop3Moment, Answer, string][] = [
    ['dele', '-ERR Not now', 'mailServerRefused'],
    ['dele', hangUp, 'connectionLost'],
    ['dele', 'deleted', 'protocolUnexpected'],
    ['quit', '-ERR Some deleted messages were not removed', 'mailServerRefused'],
    ['quit', hangUp, 'connectionLost'],
    ['uidl', '-ERR Not now', 'mailServerRefused'],
    ['uidl', hangUp, 'connectionLost'],
    ['uidl', '+OK\r\none two\r\n.', 'protocolUnexpected'],
    ['uidl', '+OK\r\n1\r\n.', 'protocolUnexpected'],
    ['uidl', endless('+OK\r\n'), 'protocolUnexpected'],
    ['uidl', endless('1 a\r\n'), 'protocolUnexpected'],
    ['top', hangUp, 'connectionLost'],
    ['top', endless('+OK\r\n'), 'protocolUnexpected'],
    ['top', endless('x'), 'protocolUnexpected'],
    ['credentials', '-ERR [IN-USE] Mailbox is locked', 'mailServerBusy'],
  ];
  test.each(cases)('at %s: %s', async (moment, answer, reason) => {
    const drop = createMaildrop();
    const usual = { credentials: '+OK', uidl: '+OK\r\n.', quit: '+OK', dele: '+OK', top: '-ERR' };
    const before = Object.entries(usual).find(([name]) => name === moment)?.[1] ?? '+OK';
    const { ofSmtp, ofPop3 } = await play({ drop, pop3: { [moment]: then(drop, answer, before) } });
    expect(ofSmtp?.acceptedAt).toBeDefined();
    expect(ofPop3?.problem?.reason).toBe(reason);
    expect(ofPop3?.stages.at(-1)?.ok).toBe(false);
  });

  test('silence ends at the deadline of that look', async () => {
    const drop = createMaildrop();
    const top = then(drop, silence, '-ERR');
    const { ofPop3 } = await play({ drop, pop3: { top }, deadlineMilliseconds: 2_000 });
    expect(ofPop3?.problem).toMatchObject({ reason: 'timedOut', remedy: 'retry' });
  });

  test('a header in pieces, folded, in other letters, and dot-stuffed is read all the same', async () => {
    const drop = createMaildrop();
    const top: Answer = (peer) => {
      const id = /^X-eBiss-Mail-Test: (\S+)/im.exec(drop.accepted[0] ?? '')?.[1];
      const answer = inPieces(`+OK\r\n..Odd: 1\r\nx-ebiss-mail-test:\r\n\t${id}\r\n\r\n.`);
      if (typeof answer === 'function') answer(peer);
    };
    const { ofPop3 } = await play({ drop, pop3: { top } });
    expect(ofPop3?.problem).toBeNull();
    expect(drop.mails.size).toBe(0);
  });
});

describe('the mail itself', () => {
  test('comes out as it was written, whatever begins with a dot', async () => {
    const body = ['first', '.', '.hidden', '..two', '', '.', 'last'].join('\n');
    const { drop, smtp, ofPop3 } = await play({ testMail: { subject: 'Prüfung ✓', text: body } });
    const [raw = ''] = drop.accepted;
    const [head = '', ...rest] = raw.split('\r\n\r\n');
    expect(rest.join('\r\n\r\n').trimEnd().split('\r\n')).toEqual(body.split('\n'));
    expect(smtp.heard.filter((line) => line === '.')).toHaveLength(1);
    expect(head).toMatch(/^Auto-Submitted: auto-generated$/m);
    expect(head).toMatch(/^X-Auto-Response-Suppress: All$/m);
    expect(head).toMatch(new RegExp(`^From: ${mailbox}$`, 'm'));
    expect(head).toMatch(new RegExp(`^To: ${mailbox}$`, 'm'));
    expect(raw).toMatch(/^[\x20-\x7e\r\n]*$/);
    expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    expect(ofPop3?.problem).toBeNull();
  });

  test('no secret is in it, and none that a server echoes is kept', async () => {
    const token = makeToken(sound);
    const sasl = Buffer.from(`user=${mailbox}\x01auth=Bearer ${token}\x01\x01`).toString('base64');
    const echoes = [
      { smtp: { message: `554 5.0.0 ${sasl.slice(30, 500)} ${token}` } },
      { smtp: { message: `250 2.0.0 ${sasl} ${token}` } },
      { pop3: { dele: `-ERR ${token.slice(10, 400)}` } },
      { pop3: { uidl: `-ERR ${sasl}` } },
      { pop3: { quit: `+OK "${token}"` } },
    ];
    for (const echo of echoes) {
      const { report, drop } = await play(echo);
      expect(isWithout(report, [token, sasl, clientSecret])).toBe(true);
      expect(isWithout(drop.accepted, [token, sasl, clientSecret])).toBe(true);
    }
  });
});

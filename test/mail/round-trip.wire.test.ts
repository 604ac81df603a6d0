// A mail from the mailbox to itself: accepted, found again among others, deleted, and nothing else touched.

import { describe, expect, test } from 'vitest';
import { checkMail } from '../../src/mail/check-mail.ts';
import type { MailCheck } from '../../src/mail/mail-check.ts';
import { isInconclusive } from '../../src/setup/check.ts';
import { createMaildrop, type Maildrop } from '../support/maildrop.ts';
import { type Answers, hangUp, silence } from '../support/scripted-answers.ts';
import { type Pop3Moment, type SmtpMoment, startPop3Server, startSmtpServer } from '../support/scripted-server.ts';
import { issued, request, sound } from './check-fixture.ts';
import { certificates, mailbox, stagesOf, started } from './sign-in-fixture.ts';

type Played = {
  readonly drop?: Maildrop;
  readonly smtp?: Answers<SmtpMoment>;
  readonly pop3?: Answers<Pop3Moment>;
  readonly check?: Partial<MailCheck>;
  readonly roles?: string[];
};

const oneLook = { untilMs: 0, delaysMs: [0] };
const manyLooks = { untilMs: 60_000, delaysMs: [1] };
const own = 'X-eBiss-Mail-Test';

async function play({ drop = createMaildrop(), check = {}, roles = sound.roles ?? [], ...answers }: Played = {}) {
  const setting = { certificate: certificates.sound, maildrop: drop };
  const smtp = await started(startSmtpServer(setting, answers.smtp));
  const pop3 = await started(startPop3Server(setting, answers.pop3));
  const parts = { scope: 'roundTrip', findPatience: oneLook, ...check } as const;
  const report = await checkMail(await request({ token: issued({ ...sound, roles }) }, { smtp, pop3 }, parts));
  await Promise.all([smtp.quiet(), pop3.quiet()]);
  const of = (channel: string) => report.channels.find((result) => result.channel === channel);
  const said = (server: { heard: readonly string[] }, verb: string) =>
    server.heard.filter((line) => line === verb || line.startsWith(`${verb} `));
  return { report, drop, smtp, pop3, ofSmtp: of('smtp'), ofPop3: of('pop3'), said };
}

function header(fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return [...lines, '', 'not to be read', ''].join('\r\n');
}

describe('a round trip', () => {
  test('without POP3 ends with the acceptance after DATA', async () => {
    const { report, ofSmtp, pop3, smtp } = await play({ check: { channels: ['smtp'] } });
    expect(report.channels).toHaveLength(1);
    expect(ofSmtp?.problem).toBeNull();
    expect(stagesOf({ stages: ofSmtp?.stages ?? [] })).toEqual(['connect ok', 'tls ok', 'auth ok', 'send ok']);
    expect(ofSmtp?.acceptedAt).toBe(ofSmtp?.at);
    expect(ofSmtp?.stages.at(-1)?.words).toMatch(/^250 2\.0\.0 OK/);
    expect(pop3.connections()).toBe(0);
    expect(smtp.heard.filter((line) => /^(MAIL|RCPT|DATA)/.test(line))).toEqual([
      `MAIL FROM:<${mailbox}>`,
      `RCPT TO:<${mailbox}>`,
      'DATA',
    ]);
    expect(smtp.heard.at(-1)).toBe('QUIT');
  });

  test('finds the mail among several new ones, deletes that one only, and never asks for one that was there', async () => {
    const others = { other: header({ Subject: 'Order 4711', [own]: 'somebody-else' }) };
    const drop = createMaildrop(
      { old1: header({ Subject: 'a' }), old2: header({ Subject: 'b' }) },
      (raw, { mails }) => {
        mails.set('before', others.other);
        mails.set('ours', raw);
        mails.set('after', header({ Subject: `${own}: not a header` }));
      },
    );
    const { ofSmtp, ofPop3, pop3, said } = await play({ drop });
    expect([ofSmtp?.problem, ofPop3?.problem]).toEqual([null, null]);
    expect(ofSmtp?.acceptedAt).toBeDefined();
    expect(stagesOf({ stages: ofPop3?.stages ?? [] })).toEqual([
      'connect ok',
      'tls ok',
      'auth ok',
      'stat ok',
      'find ok',
      'delete ok',
    ]);
    expect([...drop.mails.keys()]).toEqual(['old1', 'old2', 'before', 'after']);
    expect(said(pop3, 'TOP')).toEqual(['TOP 5 0', 'TOP 4 0']);
    expect(said(pop3, 'DELE')).toEqual(['DELE 4']);
    expect(said(pop3, 'RETR')).toEqual([]);
    expect(pop3.heard.filter((line) => line === 'QUIT')).toHaveLength(2);
  });

  test('signs in anew for each look, as POP3 shows what was there at the sign-in', async () => {
    const late: string[] = [];
    let connections = 0;
    const drop = createMaildrop({}, (raw) => late.push(raw));
    const greeting: Answers<Pop3Moment>['greeting'] = ({ write }) => {
      connections += 1;
      if (connections === 4) drop.mails.set('ours', late[0] ?? '');
      write('+OK ready');
    };
    const { ofPop3, pop3, said } = await play({ drop, pop3: { greeting }, check: { findPatience: manyLooks } });
    expect(ofPop3?.problem).toBeNull();
    expect(pop3.connections()).toBe(4);
    expect(said(pop3, 'AUTH')).toHaveLength(4);
    expect(drop.mails.size).toBe(0);
  });

  test('goes on looking where one look is refused: Exchange flaps', async () => {
    let signIns = 0;
    const credentials: Answers<Pop3Moment>['credentials'] = ({ write }) => {
      signIns += 1;
      write(signIns === 2 ? '-ERR Authentication failure: unknown user name or bad password.' : '+OK');
    };
    const { ofPop3, drop } = await play({ pop3: { credentials }, check: { findPatience: manyLooks } });
    expect(ofPop3?.problem).toBeNull();
    expect([drop.accepted.length, drop.mails.size]).toEqual([1, 0]);
  });

  test('passes over a mail that somebody else has fetched between the list and the look', async () => {
    const drop = createMaildrop();
    const uidl: Answers<Pop3Moment>['uidl'] = ({ write }) =>
      write(drop.accepted.length === 0 ? '+OK\r\n.' : '+OK\r\n1 new-1\r\n2 gone\r\n.');
    const { ofPop3, pop3, said } = await play({ drop, pop3: { uidl } });
    expect(ofPop3?.problem).toBeNull();
    expect(said(pop3, 'TOP')).toEqual(['TOP 2 0', 'TOP 1 0']);
    expect(drop.mails.size).toBe(0);
  });

  test('says so when the mail does not come, and deletes nothing', async () => {
    const drop = createMaildrop({ old: header({ Subject: 'a' }) }, (_raw, { mails }) => mails.set('new', header({})));
    const { ofPop3, pop3, said } = await play({ drop });
    expect(ofPop3?.problem).toMatchObject({ reason: 'mailNotFound', remedy: 'retry', likely: true, subject: mailbox });
    expect(ofPop3?.stages.at(-1)).toMatchObject({ name: 'find', ok: false });
    expect([said(pop3, 'TOP'), said(pop3, 'DELE')]).toEqual([['TOP 2 0'], []]);
  });

  test('is inconclusive where eBiss may have fetched the mail first', async () => {
    const { ofSmtp, ofPop3 } = await play({
      drop: createMaildrop({}, () => undefined),
      check: { scope: 'liveRoundTrip' },
    });
    if (ofPop3 === undefined || ofSmtp === undefined) throw new Error('a channel is missing');
    expect([ofSmtp.problem, ofPop3.problem]).toEqual([null, null]);
    expect([isInconclusive(ofSmtp), isInconclusive(ofPop3)]).toEqual([false, true]);
    const found = await play({ check: { scope: 'liveRoundTrip' } });
    expect(found.ofPop3 !== undefined && isInconclusive(found.ofPop3)).toBe(false);
  });

  test('reads a list of twenty thousand mails, and asks for none of them', async () => {
    const names = Array.from({ length: 20_000 }, (_, index) => `AAMkAGI2TG93AAA=${index}`.padEnd(70, 'x'));
    const drop = createMaildrop(Object.fromEntries(names.map((name) => [name, 'Subject: old\r\n\r\n'])));
    const { ofPop3, pop3, said } = await play({ drop });
    expect(ofPop3?.problem).toBeNull();
    expect(said(pop3, 'TOP')).toEqual(['TOP 20001 0']);
    expect(drop.mails.size).toBe(20_000);
  });

  test('sends into none but the mailboxes that are named, and signs in to the others', async () => {
    const [one, other] = ['a@contoso.example', 'b@contoso.example'];
    const { report, smtp, said } = await play({ check: { mailboxes: [one, other], mailInto: [other] } });
    expect(report.channels.map(({ problem }) => problem)).toEqual(Array(4).fill(null));
    expect(said(smtp, 'RCPT')).toEqual([`RCPT TO:<${other}>`]);
    expect(report.channels.filter(({ acceptedAt }) => acceptedAt !== undefined)).toMatchObject([{ mailbox: other }]);
  });

  test('of several mailboxes sends one mail in each, and each finds its own', async () => {
    const mailboxes = ['a@contoso.example', 'b@contoso.example', 'c@contoso.example'];
    const { report, drop, smtp, said } = await play({ check: { mailboxes, sender: 'office@contoso.example' } });
    expect(report.channels.map(({ problem }) => problem)).toEqual(Array(6).fill(null));
    expect(said(smtp, 'MAIL')).toEqual(Array(3).fill('MAIL FROM:<office@contoso.example>'));
    expect(said(smtp, 'RCPT').toSorted()).toEqual(mailboxes.map((address) => `RCPT TO:<${address}>`));
    expect(new Set(drop.accepted.map((raw) => /X-eBiss-Mail-Test: (\S+)/i.exec(raw)?.[1])).size).toBe(3);
    expect(drop.mails.size).toBe(0);
  });
});

describe('nothing is sent', () => {
  const refusal = '-ERR Authentication failure: unknown user name or bad password.';
  const cases: [string, Played][] = [
    ['where POP3 refuses the sign-in', { pop3: { credentials: refusal } }],
    ['where POP3 hangs up', { pop3: { stat: hangUp } }],
    ['where POP3 does not tell what is in the mailbox', { pop3: { uidl: '-ERR Not now' } }],
    ['where the token lacks the permission for POP3', { roles: ['SMTP.SendAsApp'] }],
  ];
  test.each(cases)('%s: the mail could not be taken away again', async (_what, played) => {
    const { ofSmtp, ofPop3, smtp, said } = await play(played);
    expect(said(smtp, 'MAIL')).toEqual([]);
    expect(ofSmtp?.problem).toBeNull();
    expect(ofSmtp?.acceptedAt).toBeUndefined();
    expect(stagesOf({ stages: ofSmtp?.stages ?? [] })).toEqual(['connect ok', 'tls ok', 'auth ok']);
    expect(ofPop3?.problem).not.toBeNull();
  });

  test('where POP3 stays silent', async () => {
    const { ofPop3, smtp, said } = await play({ pop3: { uidl: silence }, check: { deadlineMilliseconds: 1_000 } });
    expect(said(smtp, 'MAIL')).toEqual([]);
    expect(ofPop3?.problem?.reason).toBe('timedOut');
  });

  test('where SMTP refuses the sign-in, and POP3 is judged all the same', async () => {
    const { ofSmtp, ofPop3, smtp, pop3, said } = await play({ smtp: { credentials: '535 5.7.3 Authentication' } });
    expect(ofSmtp?.problem?.reason).toBe('smtpAloneRefuses');
    expect(ofPop3?.problem).toBeNull();
    expect([said(smtp, 'MAIL'), pop3.connections()]).toEqual([[], 1]);
  });
});

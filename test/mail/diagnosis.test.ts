import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diagnosis, toSubject } from '../../src/mail/diagnosis.ts';
import { judged } from '../../src/mail/judge.ts';
import { type ChannelSeen, type Facts, type Finding, nothingKnown } from '../../src/mail/seen.ts';
import { serverWords } from '../../src/mail/server-words.ts';
import { secretAge } from '../../src/mail/token-age.ts';
import { createUnreadLines } from '../../src/mail/unread-lines.ts';
import { xoauth2Response } from '../../src/mail/xoauth2.ts';
import type { Reason } from '../../src/setup/problem.ts';

const facts: Omit<Facts, 'finding'> = {
  source: 'check',
  place: {
    channel: 'smtp',
    stage: 'auth',
    mailbox: 'edi@contoso.example',
    address: { host: 'smtp.example', port: 587 },
  },
  other: null,
  known: nothingKnown,
};

function diagnosed(finding: Finding, place: Partial<Facts['place']> = {}) {
  return diagnosis({ ...facts, finding, place: { ...facts.place, ...place } });
}

function seen(
  channel: ChannelSeen['channel'],
  finding: string | Finding | null,
  mailbox = 'edi@contoso.example',
): ChannelSeen {
  return {
    mailbox,
    channel,
    at: '2026-11-20T08:00:00.000Z',
    host: 'mail.example',
    port: 1,
    stages: [{ name: 'auth', ok: finding === null, milliseconds: 1, words: null }],
    finding: typeof finding === 'string' ? { kind: 'refused', words: finding } : finding,
  };
}

describe('the diagnosis', () => {
  test('calls whatever it does not know a refusal, and keeps the words', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const words = `571 ${text}`;
        expect(diagnosed({ kind: 'refused', words })).toMatchObject({
          reason: 'mailServerRefused',
          details: words,
        });
      }),
    );
  });

  test('takes a temporary reply for trouble that passes, never for a wrong mailbox', () => {
    fc.assert(
      fc.property(fc.integer({ min: 400, max: 499 }), fc.string(), (code, text) => {
        expect(diagnosed({ kind: 'refused', words: `${code} ${text}` })).toMatchObject({
          reason: 'mailServerBusy',
          remedy: 'wait',
        });
      }),
    );
  });

  test.each(['550 5.4.1 Recipient rejected, 421 of 450 tried', '554 5.0.0 see 504', '550 5.4.1 x\n421 y'])(
    'takes no number in the words for the code: %j',
    (words) => {
      expect(diagnosed({ kind: 'refused', words }).reason).toBe('mailServerRefused');
    },
  );

  test('does not say of itself that it used a password, or sent a mail without a sign-in', () => {
    const words = [
      '535 5.7.139 Authentication unsuccessful, basic authentication is disabled.',
      '530 5.7.57 Client not',
    ];
    const ofPop3 = '-ERR Logon failure: unknown user name or bad password.';
    expect(words.map((each) => diagnosed({ kind: 'refused', words: each }).reason)).toEqual(
      Array(2).fill('mailServerRefused'),
    );
    expect(diagnosed({ kind: 'refused', words: ofPop3 }, { channel: 'pop3' }).reason).toBe('mailServerRefused');
  });

  test('reads SMTP words by the rules of SMTP alone, and POP3 words by those of POP3', () => {
    const words = '535 5.7.3 Authentication unsuccessful';
    expect(diagnosed({ kind: 'refused', words }, { channel: 'pop3' }).reason).toBe('mailServerRefused');
  });

  test('waits where only the resolver had trouble, and asks where the name is not there', () => {
    const remedy = (details: string) =>
      diagnosed({ kind: 'broken', failure: 'nameNotResolved', details }, { stage: 'connect' }).remedy;
    expect([remedy('EAI_AGAIN'), remedy('ENOTFOUND')]).toEqual(['retry', 'askAdmin']);
  });

  test('names an IPv6 address so that its port can be told apart', () => {
    expect(toSubject({ host: '::1', port: 995 })).toBe('[::1]:995');
  });
});

describe('SMTP and POP3 side by side', () => {
  const unknown = '535 5.7.3 Authentication unsuccessful';
  const off = '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.';
  const closed = '-ERR Authentication failure: unknown user name or bad password.';
  const notOpened = '430 4.2.0 STOREDRV; mailbox logon failure; MapiExceptionLogonFailed';
  const notReached: Finding = { kind: 'broken', failure: 'timedOut', details: null };
  type Said = string | Finding | null;
  const cases: [string, Said, Said, Reason | null, Reason | null][] = [
    ['neither known to Exchange', unknown, closed, 'notRegisteredOrPropagating', 'notRegisteredOrPropagating'],
    ['SMTP accepted', null, closed, null, 'mailboxNotAccessible'],
    ['SMTP switched off', off, closed, 'smtpAuthOffForMailbox', 'mailboxNotAccessible'],
    ['SMTP switched off, POP3 accepted', off, null, 'smtpAuthOffForMailbox', null],
    ['SMTP refused, POP3 accepted', unknown, null, 'smtpAloneRefuses', null],
    ['the mailbox open to POP3 alone', notOpened, null, 'opensNotEverywhere', null],
    ['the mailbox open to neither', notOpened, closed, 'fullAccessMissing', 'mailboxNotAccessible'],
    ['SMTP refused, POP3 not reached', unknown, notReached, 'notRegisteredOrPropagating', 'timedOut'],
  ];
  test.each(cases)('%s', (_what, smtp, pop3, ofSmtp, ofPop3) => {
    const together = judged([seen('smtp', smtp), seen('pop3', pop3)], nothingKnown);
    expect(together.map((one) => one.problem?.reason ?? null)).toEqual([ofSmtp, ofPop3]);
    const otherWay = judged([seen('pop3', pop3), seen('smtp', smtp)], nothingKnown);
    expect(otherWay.map((one) => one.problem?.reason ?? null)).toEqual([ofPop3, ofSmtp]);
  });

  test('one mailbox is the same however it is spelt', () => {
    const together = judged([seen('smtp', unknown, 'EDI@contoso.example'), seen('pop3', closed)], nothingKnown);
    expect(together[1]?.problem?.reason).toBe('notRegisteredOrPropagating');
  });

  test('mailboxes do not speak for each other', () => {
    const together = judged([seen('smtp', unknown, 'a@x.example'), seen('pop3', closed)], nothingKnown);
    expect(together.map((one) => one.problem?.reason)).toEqual(['notRegisteredOrPropagating', 'mailboxNotAccessible']);
  });
});

describe("a server's words", () => {
  test('are one bounded line without anything invisible', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 2000 }), (text) => {
        const words = serverWords(text) ?? 'x';
        expect(words.length).toBeLessThanOrEqual(300);
        expect(words).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
    expect(serverWords('250-a\u202Eb\r\n250 \u0000c\u200B')).toBe('250-ab 250 c');
    expect(serverWords(' \u0007 ')).toBeNull();
  });

  test('never hold twelve characters of a secret in a row, however it is wrapped', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9_.~-]{40,200}$/);
    fc.assert(
      fc.property(
        secret,
        fc.nat(20),
        fc.nat(20),
        fc.string(),
        fc.constantFrom('', '"', ' ', '=', '\u0000'),
        (token, from, cut, text, quote) => {
          const echo = token.slice(from, token.length - cut);
          const broken = echo.slice(0, 6) + quote + echo.slice(6);
          const words = serverWords(`${text}${quote}${broken}${quote} end`, [token]) ?? '';
          const windows = Array.from({ length: token.length - 11 }, (_, start) => token.slice(start, start + 12));
          expect(windows.some((window) => words.includes(window))).toBe(false);
        },
      ),
    );
  });
});

describe('unread lines', () => {
  test('are the same however the bytes were cut', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[ -~é]{0,40}$/)), fc.array(fc.nat(200)), (lines, cuts) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\r\n`).join(''));
        const unread = createUnreadLines();
        const taken: string[] = [];
        const ends = [...cuts.filter((cut) => cut < bytes.length).sort((a, b) => a - b), bytes.length];
        let from = 0;
        for (const end of ends) {
          expect(unread.add(bytes.subarray(from, end))).toBe(true);
          from = end;
          for (let line = unread.take(); line !== null; line = unread.take()) taken.push(line);
        }
        expect(taken).toEqual(lines);
        expect(unread.isEmpty()).toBe(true);
      }),
    );
  });

  test('are refused when a line or the whole is too long', () => {
    expect(createUnreadLines().add(Buffer.alloc(8193, 'x'))).toBe(false);
    expect(createUnreadLines().add(Buffer.from('x\r\n'.repeat(90_000)))).toBe(false);
  });
});

test('a secret is new for ten minutes', () => {
  const now = new Date('2026-11-20T08:10:00Z');
  expect(secretAge(null, now)).toBe('unknown');
  expect(secretAge('2026-11-20T08:00:01Z', now)).toBe('new');
  expect(secretAge('2026-11-20T08:00:00Z', now)).toBe('old');
});

test('the XOAUTH2 response names the mailbox and carries the token', () => {
  const decoded = Buffer.from(xoauth2Response('edi@contoso.example', 'abc'), 'base64').toString();
  expect(decoded).toBe('user=edi@contoso.example\u0001auth=Bearer abc\u0001\u0001');
});

// Text of others on its way to mail servers: an address that the form takes stays one address in a header and in a
// command, and what the form would not take never gets onto the wire. What servers say stays a line of text.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAddress } from '../../src/conversation/form-grammar.ts';
import { explainLog } from '../../src/mail/explain.ts';
import { ownLine, wireAddressOf } from '../../src/mail/own-line.ts';
import { nothingKnown } from '../../src/mail/seen.ts';
import { serverWords } from '../../src/mail/server-words.ts';
import { composeTestMail } from '../../src/mail/test-mail.ts';
import { xoauth2Response } from '../../src/mail/xoauth2.ts';
import { hostileAddress, hostileText, hostileTexts } from '../support/hostile.ts';

const words = { subject: 'Test', text: 'A test.\r\n.\r\nBcc: all@evil.example' };
const id = '0c5a2f7e-aaaa-4bbb-8ccc-ddddeeeeffff';

/** [name, value] of each header, unfolded, in order; and what stands below. */
function readMail(raw: string) {
  const end = raw.indexOf('\r\n\r\n');
  const unfolded = raw.slice(0, end).replace(/\r\n[ \t]+/g, ' ');
  const headers = unfolded.split('\r\n').map((line) => [line.split(':')[0] ?? '', line.slice(line.indexOf(':') + 2)]);
  return { headers, body: raw.slice(end + 4) };
}

const names = [
  'From',
  'To',
  'X-Ebiss-Mail-Test',
  'Auto-Submitted',
  'X-Auto-Response-Suppress',
  'Subject',
  'Message-ID',
  'Date',
  'MIME-Version',
  'Content-Type',
  'Content-Transfer-Encoding',
];

describe('the test mail', () => {
  it('has the headers of a test mail and one sender and recipient, whatever the mailbox is', async () => {
    await fc.assert(
      fc.asyncProperty(hostileAddress, hostileAddress, async (sender, recipient) => {
        const raw = await composeTestMail({ ...words, id, sender, recipient });
        const { headers } = readMail(raw);
        expect(headers.map(([name]) => name?.toLowerCase()).sort()).toEqual(
          names.map((name) => name.toLowerCase()).sort(),
        );
        const textOf = (wanted: string) => headers.find(([name]) => name === wanted)?.[1];
        expect([textOf('From'), textOf('To')]).toEqual([sender, recipient]);
        expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 200 },
    );
  });

  it.each(Object.entries(hostileTexts))('keeps %s in its subject as text', async (_name, subject) => {
    const raw = await composeTestMail({ ...words, subject, id, sender: 'a@b.example', recipient: 'c@b.example' });
    const { headers } = readMail(raw);
    expect(headers.map(([name]) => name?.toLowerCase()).sort()).toEqual(names.map((name) => name.toLowerCase()).sort());
    expect(raw).toMatch(/^[\r\n\t -~]*$/);
  });

  it.each(Object.entries(hostileTexts))('is not made for %s as an address', async (_name, text) => {
    for (const address of [text, `${text}@b.example`, `a@b.example${text}`, `a@${text}`]) {
      if (isAddress(address)) continue;
      const good = 'a@b.example';
      const ends = [
        { sender: address, recipient: good },
        { sender: good, recipient: address },
      ];
      for (const end of ends) {
        const made = await composeTestMail({ ...words, id, ...end }).catch(() => null);
        if (made === null) continue;
        const those = readMail(made).headers.filter(([name]) => name === 'From' || name === 'To');
        expect(those).toHaveLength(2);
        for (const [, value = ''] of those) expect(value).toMatch(/^\S+$/);
      }
    }
  });
});

describe('a command', () => {
  it('takes every address of the form, and puts it onto the wire as it is', () => {
    fc.assert(
      fc.property(hostileAddress, (address) => {
        expect(isAddress(address)).toBe(true);
        expect(wireAddressOf(address)).toBe(address);
        const told = Buffer.from(xoauth2Response(address, 'token'), 'base64').toString('utf8');
        expect(told.split('\u0001')).toEqual([`user=${address}`, 'auth=Bearer token', '', '']);
      }),
    );
  });

  it.each([
    'a@b.example>\r\nRCPT TO:<all@evil.example',
    'a@b.example\nDATA',
    'a@b.example> SIZE=1',
    'a b@c.example',
    'a@b.example\u0001auth=Bearer other',
    'a@b.example\0',
    '<a@b.example>',
    'a@b.example,c@d.example',
    '"a"@b.example',
    '\u010d@b.example',
    'a@b.ex\u00e4mple',
    'nobody',
    '',
  ])('takes nothing else for an address: %j', (address) => {
    expect(isAddress(address)).toBe(false);
    expect(() => wireAddressOf(address)).toThrow('no address');
    expect(() => xoauth2Response(address, 'token')).toThrow('no address');
  });

  it('is one line', () => {
    for (const line of ['QUIT\r\nDELE 1', 'TOP 1\n0', 'a\rb', 'a\0b']) expect(() => ownLine(line)).toThrow('several');
    expect(ownLine('AUTH XOAUTH2')).toBe('AUTH XOAUTH2');
  });
});

const context = {
  endpoints: {
    smtp: { host: 'smtp.office365.com', port: 587 },
    pop3: { host: 'outlook.office365.com', port: 995 },
    entra: { host: 'login.microsoftonline.com', port: 443 },
  },
  known: nothingKnown,
  age: 'old',
  mailbox: '',
} as const;

describe('what a server said', () => {
  it('is a line of text that nothing is hidden in, whatever it was', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const line = serverWords(text) ?? '';
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(line.length).toBeLessThanOrEqual(300);
      }),
    );
  });

  it('is the same in a log that somebody wants explained', () => {
    const known = fc.constantFrom(
      '535 5.7.3 Authentication unsuccessful',
      '535 5.7.139 x',
      '-ERR Logon failure',
      'AADSTS7000215: x',
    );
    fc.assert(
      fc.property(hostileText, known, hostileText, (before, answer, after) => {
        const problem = explainLog(`${before} ${answer} ${after}`, context);
        const shown = [problem?.details, problem?.subject, problem?.requestId].map((text) => text ?? '').join('');
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(shown.length).toBeLessThan(1000);
      }),
      { numRuns: 500 },
    );
  });
});

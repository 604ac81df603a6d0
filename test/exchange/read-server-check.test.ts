import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { pastedBytes } from '../../src/exchange/pasted-block.ts';
import {
  looksLikeServerCheck,
  readServerCheck,
  type ServerCheckMistake,
} from '../../src/exchange/read-server-check.ts';
import { serverCheckScript } from '../../src/exchange/server-check-script.ts';
import type { WireFailureKind } from '../../src/mail/wire-failure.ts';
import type { ServerFailure } from '../../src/setup/server-check.ts';
import { words } from '../../src/words/words.ts';
import { anyFacts } from './any-facts.ts';
import { anyDamage, damaged, damages } from './evidence-damage.ts';
import { clientId, factsOf } from './hand-over-example.ts';
import { anyCheck, checkOf, escaped, ids, type PrintedCheck, printedCheck, refusal } from './server-check-example.ts';

const edi = 'edi@contoso.example';
const other = "o'brien+{x}@contoso.example";
const facts = factsOf({ mailboxes: [edi, other] });
const output = printedCheck(checkOf(facts));
const jwt = `eyJ${'Hh'.repeat(60)}.eyJ${'Pp'.repeat(90)}.${'Ss'.repeat(171)}`;

function read(text: string) {
  return readServerCheck(text, facts);
}

function changed(changes: PrintedCheck): string {
  return printedCheck(checkOf(facts, changes));
}

function tokenOf(token: string) {
  const result = read(changed({ token }));
  return result.ok ? result.check.token : result.mistake;
}

function trialOf(smtp: string) {
  const result = read(changed({ mailboxes: [{ mailbox: edi, smtp }] }));
  return result.ok ? result.check.channels[0] : result.mistake;
}

describe('the result of the check', () => {
  it('is read as it was printed', () => {
    expect(read(output)).toEqual({
      ok: true,
      check: {
        at: '2026-11-24T09:15:00Z',
        token: { kind: 'had', roles: ['SMTP.SendAsApp', 'POP.AccessAsApp'] },
        channels: [
          { mailbox: edi, channel: 'smtp', stage: 'auth', trial: { kind: 'refused', words: refusal } },
          { mailbox: edi, channel: 'pop3', stage: 'stat', trial: { kind: 'passed' } },
          {
            mailbox: other,
            channel: 'smtp',
            stage: 'connect',
            trial: { kind: 'unreachable', failure: 'timedOut', words: null },
          },
          { mailbox: other, channel: 'pop3', stage: 'auth', trial: { kind: 'notTried' } },
        ],
      },
    });
  });

  it.each(Object.keys(damages))('survives: %s', (name) => {
    const text = damages[name]?.(output) ?? '';
    expect(read(text)).toEqual(read(output));
    expect(looksLikeServerCheck(text)).toBe(true);
  });

  it('survives any mixture, for whatever was asked and seen', () => {
    const cases = anyFacts.chain((given) => fc.tuple(fc.constant(given), anyCheck(given), anyDamage));
    fc.assert(
      fc.property(cases, ([given, check, names]) => {
        const whole = readServerCheck(printedCheck(check), given);
        expect(whole.ok).toBe(true);
        expect(readServerCheck(damaged(printedCheck(check), names), given)).toEqual(whole);
      }),
      { numRuns: 1000 },
    );
  });

  it('fits into one message with fifty mailboxes, all of them refused', () => {
    const mailboxes = Array.from({ length: 50 }, (_, index) => {
      const trial = `auth;refused;${escaped(refusal.padEnd(160, ' abcdefg'))}`;
      return { mailbox: `mailbox-number-${index}@contoso.example`, smtp: trial, pop3: trial };
    });
    expect(changed({ mailboxes }).length).toBeLessThan(28_000);
  });

  it('has for a broken connection the names that the bot has', () => {
    expectTypeOf<ServerFailure>().toEqualTypeOf<WireFailureKind>();
  });
});

describe('of two blocks the last whole one counts', () => {
  const first = changed({ at: '2026-11-24T08:00:00Z' });

  it.each([
    ['after an earlier one', `${first}\n${output}`],
    ['before one that is cut off', `${output}\n${first.slice(0, -60)}`],
    ['after one that is cut off', `${first.slice(0, -60)}\n${output}`],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual(read(output));
  });
});

describe('refused', () => {
  const elsewhere = { entra: { url: 'https://a' }, smtp: { host: 'b', port: 1 }, pop3: { host: 'c', port: 2 } };
  it.each<[ServerCheckMistake, string, () => string]>([
    ['none', 'nothing', () => ''],
    ['none', 'something else', () => 'The check says {all} is well'],
    ['none', 'the script', () => serverCheckScript(facts, elsewhere, words('en').serverCheck.script)],
    ['none', 'the markers alone', () => output.replace(/\n.*\n/, '\n')],
    ['damaged', 'cut off at its end', () => output.slice(0, -60)],
    ['damaged', 'without its beginning', () => output.slice(output.indexOf('"appId"'))],
    ['damaged', 'a key too many', () => changed({ more: 1 })],
    ['damaged', 'a key too few', () => changed({ at: undefined })],
    ['damaged', 'a time that is none', () => changed({ at: 'yesterday' })],
    ['damaged', 'a token that is none', () => changed({ token: 'had' })],
    ['damaged', 'words that are not escaped', () => changed({ token: 'timedOut;;;100%' })],
    ['damaged', 'a stage that is none', () => output.replace('"stat;', '"data;')],
    ['damaged', 'a kind that is none', () => output.replace('passed', 'fine')],
    ['damaged', 'one field too many', () => output.replace('stat;passed;', 'stat;passed;;')],
    ['damaged', 'a channel that is none', () => output.replaceAll('"pop3"', '"imap"')],
    ['damaged', 'cut by ConvertTo-Json', () => output.replace(/"mailboxes":\[.*?\]/, '"mailboxes":"System.Object[]"')],
    ['damaged', 'of a later format', () => changed({ ebissServerCheck: 2 })],
    ['otherSetup', 'of another setup', () => changed({ setupId: 'ABC234' })],
    ['otherSetup', 'of another application', () => changed({ appId: '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601' })],
    ['tooLong', 'too long', () => output.padEnd(pastedBytes + 1)],
    ['tooLong', 'too long in UTF-8, though not in characters', () => '\u20AC'.repeat(pastedBytes / 3 + 1)],
  ])('%s: %s', (mistake, _, text) => {
    expect(read(text())).toEqual({ ok: false, mistake });
  });

  it('not for being just as long as it may be', () => {
    expect(read(output.padEnd(pastedBytes)).ok).toBe(true);
  });

  it.each(['', 'status', 'I pasted the check', 'smtp: auth refused'])('does not look like one: %j', (text) => {
    expect(looksLikeServerCheck(text)).toBe(false);
  });

  it('looks like one also without its beginning, and where it is too long', () => {
    expect(looksLikeServerCheck(output.slice(output.indexOf('"appId"')))).toBe(true);
    expect(looksLikeServerCheck(output + 'x'.repeat(pastedBytes))).toBe(true);
  });
});

describe('what comes out', () => {
  it.each([
    ['had;;;', { kind: 'had', roles: [] }],
    ['had;SMTP.SendAsApp%2C%3Cb%3E%2C.;;', { kind: 'had', roles: ['SMTP.SendAsApp'] }],
    ['timedOut;;;', { kind: 'unreachable', failure: 'timedOut', words: null }],
    ['protocolUnexpected;;;407%20Proxy', { kind: 'unreachable', failure: 'protocolUnexpected', words: '407 Proxy' }],
    [
      `refused;53003;${escaped(ids)};AADSTS53003%3A%20Blocked`,
      { kind: 'refused', codes: [53003], requestId: ids, words: 'AADSTS53003: Blocked' },
    ],
    ['refused;;trace_id%3D%20correlation_id%3D;no', { kind: 'refused', codes: [], requestId: null, words: 'no' }],
  ])('is of the token %j', (token, expected) => {
    expect(tokenOf(token)).toEqual(expected);
  });

  it('are words without control, direction and zero-width characters', () => {
    const words = escaped('535\r\n5.7.3\u0007 \u202Eno\u200B \u001B[31mway\uFEFF\u2028');
    expect(trialOf(`auth;refused;${words}`)).toMatchObject({ trial: { words: '535 5.7.3 no [31mway' } });
  });

  it('are at most 300 characters of words, and no token', () => {
    const long = escaped('word '.repeat(100));
    expect(trialOf(`auth;refused;${long}`)).toMatchObject({ trial: { words: 'word '.repeat(60).trim() } });
    expect(JSON.stringify(trialOf(`auth;refused;${escaped(`no ${jwt}`)}`))).not.toMatch(/[\w+/=-]{60}/);
  });

  it('are addresses in the spelling in which they were asked for, and no others', () => {
    const upper = output.replaceAll(edi, edi.toUpperCase()).replaceAll(clientId, clientId.toUpperCase());
    expect(read(upper)).toEqual(read(output));
    const more = output.replace(
      '"mailboxes":[',
      '"mailboxes":[{"mailbox":"ceo@contoso.example","smtp":"auth;passed;"},',
    );
    expect(read(more)).toEqual(read(output));
  });

  it('are the channels that were asked for, and what the result lacks was not tried', () => {
    const smtpOnly = readServerCheck(output, { ...facts, channels: ['smtp'] });
    expect(smtpOnly.ok && smtpOnly.check.channels.map(({ channel }) => channel)).toEqual(['smtp', 'smtp']);
    const one = read(changed({ mailboxes: [{ mailbox: edi, pop3: 'stat;passed;' }] }));
    expect(one.ok && one.check.channels.map(({ trial }) => trial.kind)).toEqual([
      'notTried',
      'passed',
      'notTried',
      'notTried',
    ]);
    const none = read(changed({ mailboxes: [] }));
    expect(none.ok && none.check.channels.map(({ trial }) => trial.kind)).toEqual(Array(4).fill('notTried'));
  });

  it('never is anything with a control character, and nothing throws, however the text is cut or changed', () => {
    const change = fc.record({ at: fc.nat(), length: fc.nat({ max: 200 }), with: fc.string({ maxLength: 20 }) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const text = changes.reduce((before, { at, length, with: put }) => {
          const from = at % before.length;
          return before.slice(0, from) + put + before.slice(from + length);
        }, output);
        expect(JSON.stringify(read(text))).not.toMatch(/\\u00|\\[nrt]/);
      }),
      { numRuns: 2000 },
    );
  });
});

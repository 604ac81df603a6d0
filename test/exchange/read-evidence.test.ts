import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { pastedBytes } from '../../src/exchange/pasted-block.ts';
import { withoutWrapping } from '../../src/exchange/pasted-text.ts';
import { type EvidenceRefusal, readEvidence } from '../../src/exchange/read-evidence.ts';
import { anyFacts, anyPrinted, type PrintedEvidence, printed } from './any-facts.ts';
import { anyDamage, damaged, damages } from './evidence-damage.ts';
import { clientId, factsOf, objectId, provisionedCloud, registrationId, textHash } from './hand-over-example.ts';
import { runScript, scriptOf } from './run-script.ts';

const edi = 'edi@contoso.example';
const facts = factsOf({ mailboxes: [edi, "o'brien+{x}@contoso.example"] });
const asked = { facts, textHash };

/** As the script prints it in the sandbox. */
let output: string;
let block: Readonly<Record<string, unknown>>;

beforeAll(async () => {
  ({ output } = await runScript(provisionedCloud(), facts));
  block = JSON.parse(output.split('\n').at(-2) ?? '');
});

function read(text: string) {
  return readEvidence(text, asked);
}

function refusalOf(text: string): EvidenceRefusal | null {
  const result = read(text);
  return result.ok ? null : result.refusal;
}

function changed(change: PrintedEvidence): string {
  return printed({ ...block, ...change });
}

describe('evidence', () => {
  it('is read as it was printed', () => {
    expect(read(output)).toMatchObject({
      ok: true,
      evidence: {
        ranBy: 'erik.admin@contoso.example',
        registered: [{ appId: clientId, objectId }],
        organizationSmtpAuthOff: true,
        mailboxes: [
          { mailbox: edi, found: true, smtpAuth: 'on', pop: true, fullAccess: true, sendAs: true },
          { mailbox: "o'brien+{x}@contoso.example", found: false, smtpAuth: null, pop: null, fullAccess: null },
        ],
        before: { registered: false, organizationSmtpAuthOff: true },
      },
    });
  });

  it.each(Object.keys(damages))('survives: %s', (name) => {
    expect(read(damages[name]?.(output) ?? '')).toEqual(read(output));
  });

  it('survives any mixture, for whatever was asked and found', () => {
    const cases = anyFacts.chain((given) => fc.tuple(fc.constant(given), anyPrinted(given), anyDamage));
    fc.assert(
      fc.property(cases, ([given, evidence, names]) => {
        const known = { facts: given, textHash };
        const whole = readEvidence(printed(evidence), known);
        expect(whole.ok).toBe(true);
        expect(readEvidence(damaged(printed(evidence), names), known)).toEqual(whole);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('of two blocks the last whole one counts', () => {
  const first = () => changed({ ranBy: 'first@contoso.example' });

  it.each<[string, () => string]>([
    ['after an earlier one', () => `${first()}\n${output}`],
    ['before one that is cut off', () => `${output}\n${first().slice(0, -60)}`],
    ['after one that is cut off', () => `${first().slice(0, -60)}\n${output}`],
    ['before one with a key too many', () => `${output}\n${changed({ more: 1 })}`],
  ])('%s', (_, text) => {
    expect(read(text())).toEqual(read(output));
  });
});

describe('refused', () => {
  it.each<[EvidenceRefusal, string, () => string]>([
    ['none', 'nothing', () => ''],
    ['none', 'something else', () => 'I have run it {all} of it'],
    ['none', 'the script instead of what it printed', () => scriptOf(facts)],
    [
      'none',
      'the markers alone',
      () =>
        output
          .split('\n')
          .filter((line) => line.startsWith('===='))
          .join('\n'),
    ],
    ['damaged', 'cut off at its end', () => output.slice(0, -100)],
    ['damaged', 'cut off in the middle of a string', () => output.slice(0, output.indexOf('"tenantId"') + 20)],
    ['damaged', 'without its beginning', () => output.slice(output.indexOf('"setupId"'))],
    ['damaged', 'a piece of it missing', () => output.replace('"before":{', '')],
    ['damaged', 'a key too many', () => changed({ more: 1 })],
    ['damaged', 'a key too few', () => changed({ ranBy: undefined })],
    ['damaged', 'a value of another kind', () => changed({ ranBy: 5 })],
    ['damaged', 'a state that is none', () => output.replace('"found":true', '"found":"yes"')],
    ['damaged', 'an object id that is none', () => output.replace(`"ObjectId":"${objectId}"`, '"ObjectId":"x"')],
    ['damaged', 'cut by ConvertTo-Json', () => output.replace(/"mailboxes":\[.*?\]/, '"mailboxes":"System.Object[]"')],
    ['otherFormat', 'of a later format', () => changed({ ebissMailEvidence: 2 })],
    ['otherSetup', 'of another setup', () => changed({ setupId: 'ABC234' })],
    ['otherTenant', 'of another tenant', () => changed({ tenantId: '0b7c1d9e-2f35-4f0e-8b7a-91d2c4e5f601' })],
    ['otherText', 'of other commands', () => changed({ textHash: 'beef'.repeat(16) })],
    ['tooLong', 'too long', () => output.padEnd(pastedBytes + 1)],
    ['tooLong', 'too long in UTF-8, though not in characters', () => '\u20AC'.repeat(pastedBytes / 3 + 1)],
    ['tooLong', 'huge', () => 'x'.repeat(64 * 1024 * 1024)],
  ])('%s: %s', (refusal, _, text) => {
    expect(refusalOf(text())).toBe(refusal);
  });

  it('not for being just as long as it may be', () => {
    expect(refusalOf(output.padEnd(pastedBytes))).toBeNull();
  });
});

describe('what comes out', () => {
  it('are the ids in lower case, and the tenant in any case', () => {
    const upper = changed({ tenantId: facts.tenantId.toUpperCase(), textHash: textHash.toUpperCase() });
    const ids = upper.replaceAll(objectId, objectId.toUpperCase()).replaceAll(clientId, clientId.toUpperCase());
    expect(read(ids)).toEqual(read(output));
  });

  it('are addresses in the spelling in which they were asked for', () => {
    expect(read(output.replaceAll(edi, edi.toUpperCase()))).toEqual(read(output));
  });

  it('is nothing about mailboxes and applications that nobody asked about', () => {
    const more = (mailbox: string) =>
      `{"mailbox":"${mailbox}","found":true,"smtpAuthOff":"","pop":"","fullAccess":true,"sendAs":true},`;
    const text = output
      .replaceAll('"mailboxes":[', `"mailboxes":[${more('ceo@contoso.example')}`)
      .replaceAll('"registered":[', `"registered":[{"AppId":"${registrationId}","ObjectId":"${registrationId}"},`)
      .replaceAll('},]', '}]');
    expect(text).not.toBe(output);
    expect(read(text)).toEqual(read(output));
  });

  it.each([
    ['erik.admin@contoso.example', true],
    ['gina_partner.example#EXT#@contoso.example', true],
    ["o'brien@contoso.example", true],
    ['', false],
    ['Erik', false],
    ['\\"}]{"@contoso.example', false],
    ['<b>erik</b>@contoso.example', false],
    ['[click](https://evil)@contoso.example', false],
    [`${'x'.repeat(65)}@contoso.example`, false],
    ["erik@contoso.example';calc", false],
  ])('is %j as the person who ran it: %s', (ranBy, isName) => {
    const result = read(changed({ ranBy }));
    expect(result).toMatchObject({ ok: true, evidence: { ranBy: isName ? ranBy : null } });
  });

  it('never holds anything that was not there, and never throws, however the text is cut or changed', () => {
    const known = new Set(['mailbox', edi, "o'brien+{x}@contoso.example", 'on', 'off', 'organization']);
    const change = fc.record({ at: fc.nat(), length: fc.nat({ max: 200 }), with: fc.string({ maxLength: 20 }) });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
        const text = changes.reduce((before, { at, length, with: put }) => {
          const from = at % before.length;
          return before.slice(0, from) + put + before.slice(from + length);
        }, output);
        const result = read(text);
        if (!result.ok) return;
        const there = withoutWrapping(text).toLowerCase();
        const isThere = (value: string) => known.has(value) || there.includes(value.toLowerCase());
        expect(strings(result.evidence).filter((value) => !isThere(value))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

function strings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

// The table of rules, each exercised on the wire: a scripted service gives exactly the answer, the whole check is run, and
// the rule itself must have decided. A rule without a scenario does not compile. At the end the table is printed.

import dns from 'node:dns';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { checkMail } from '../../src/mail/check-mail.ts';
import { mailRules } from '../../src/mail/diagnosis.ts';
import { explainLog, judgeServerCheck } from '../../src/mail/explain.ts';
import type { MailCheck } from '../../src/mail/mail-check.ts';
import { reachRules } from '../../src/mail/rules/reach.ts';
import { tokenRules } from '../../src/mail/rules/token.ts';
import { nothingKnown, type Rule } from '../../src/mail/seen.ts';
import type { ServerAddress } from '../../src/mail/server-address.ts';
import type { Problem } from '../../src/setup/problem.ts';
import { createMaildrop } from '../support/maildrop.ts';
import { startPop3Server, startSmtpServer } from '../support/scripted-server.ts';
import { makeToken } from '../support/wire-token-endpoint.ts';
import { clientSecret, issued, request, sound } from './check-fixture.ts';
import { pop3Scenarios } from './rules/pop3.ts';
import { reachScenarios, unknownHost, unresolvedHost } from './rules/reach.ts';
import { registrationScenarios } from './rules/registration.ts';
import type { LogScenario, Scenario, Scenarios, ServerScenario, WireScenario } from './rules/scenario.ts';
import { sendingScenarios } from './rules/sending.ts';
import { smtpScenarios } from './rules/smtp.ts';
import { tokenScenarios } from './rules/token.ts';
import { certificates, mailbox, started } from './sign-in-fixture.ts';

type RuleName = (typeof tokenRules | typeof reachRules | typeof mailRules)[number]['name'];

const scenarios: Scenarios<RuleName> = {
  ...tokenScenarios,
  ...reachScenarios,
  ...sendingScenarios,
  ...registrationScenarios,
  ...smtpScenarios,
  ...pop3Scenarios,
};

/** Names of the rules that fitted since the latest test began. */
const decided = new Set<string>();

function watch<Name extends string, Given>(rules: readonly Rule<Name, Given>[]): void {
  for (const rule of rules) {
    const { fits } = rule;
    vi.spyOn(rule, 'fits').mockImplementation((given) => {
      const is = fits(given);
      if (is) decided.add(rule.name);
      return is;
    });
  }
}

/** The resolver knows these two hosts, and how not to find them. */
function planNames(): void {
  const lookup = dns.lookup.bind(dns) as (...given: unknown[]) => void;
  const codes: Readonly<Record<string, string>> = { [unknownHost]: 'ENOTFOUND', [unresolvedHost]: 'EAI_AGAIN' };
  vi.spyOn(dns, 'lookup').mockImplementation(((...given: unknown[]) => {
    const code = codes[String(given[0])];
    const answer = given.at(-1);
    if (code === undefined || typeof answer !== 'function') return lookup(...given);
    answer(Object.assign(new Error(code), { code }));
  }) as typeof dns.lookup);
}

beforeAll(() => {
  watch(tokenRules);
  watch(reachRules);
  watch(mailRules);
  planNames();
});
beforeEach(() => decided.clear());

type Outcome = { readonly problem: Problem | null; readonly server: string; readonly everything: unknown };

function shown({ host, port }: ServerAddress): string {
  return `${host}:${port}`;
}

function addressIn({ endpoints }: MailCheck, at: WireScenario['at']): string {
  return at === 'token' ? new URL(endpoints.entra.url).host : shown(endpoints[at]);
}

async function played(scenario: WireScenario): Promise<Outcome> {
  const { maildrop = createMaildrop(), certificate = 'sound', arrange, check = {} } = scenario;
  const smtp = await started(startSmtpServer({ certificate: certificates[certificate], maildrop }, scenario.smtp));
  const pop3 = await started(startPop3Server({ certificate: certificates.sound, maildrop }, scenario.pop3));
  const plain = await request({ token: scenario.token ?? issued(sound) }, { smtp, pop3 }, check);
  const made = arrange === undefined ? plain : await arrange(plain);
  const report = await checkMail(made);
  const result = report.channels.find(({ channel }) => channel === scenario.at);
  const problem = scenario.at === 'token' ? report.token.problem : (result?.problem ?? null);
  return { problem, server: addressIn(made, scenario.at), everything: report };
}

const endpoints = {
  smtp: { host: 'smtp.example', port: 587 },
  pop3: { host: 'pop3.example', port: 995 },
  entra: { host: 'entra.example', port: 443 },
};

function explained({ log, known = nothingKnown, age = 'unknown' }: LogScenario): Outcome {
  const problem = explainLog(log, { endpoints, known, age, mailbox });
  return { problem, server: '', everything: problem };
}

function triedOnServer({ code, words, age = 'unknown' }: ServerScenario): Outcome {
  const token = { kind: 'refused', codes: [code], words: words ?? '', requestId: null } as const;
  const check = { at: '2026-11-20T08:00:00Z', token, channels: [] };
  const problem = judgeServerCheck(check, { endpoints, known: nothingKnown, age }).token;
  return { problem, server: '', everything: problem };
}

function outcomeOf(scenario: Scenario): Outcome | Promise<Outcome> {
  switch (scenario.at) {
    case 'log':
      return explained(scenario);
    case 'server':
      return triedOnServer(scenario);
    default:
      return played(scenario);
  }
}

const sides: readonly (readonly [string, readonly Rule<RuleName, never>[]])[] = [
  ['Token', tokenRules],
  ['Reaching a server', reachRules],
  ['Mail servers, the first that fits counts', mailRules],
];

const cases = sides.flatMap(([, rules]) =>
  rules.flatMap(({ name }): [RuleName, number, Scenario][] =>
    [scenarios[name]].flat().map((scenario, index) => [name, index + 1, scenario]),
  ),
);

describe('the table of rules', () => {
  test.each(cases)('%s (%i)', async (name, _index, scenario) => {
    const { problem, server, everything } = await outcomeOf(scenario);
    const [reason, actor, remedy, certainty] = scenario.verdict;
    const { about, words } = scenario;
    expect(problem).toMatchObject({ reason, actor, remedy, step: 'verification' });
    expect(problem?.likely === true ? 'likely' : 'sure').toBe(certainty);
    expect(problem?.subject).toBe(typeof about === 'object' ? about.text : about === 'mailbox' ? mailbox : server);
    if (words === null) expect(problem?.details).toBeNull();
    // Bounded: of the longest answers the beginning.
    else expect(problem?.details).toContain(words.slice(0, 250));
    const besides = 'beside' in scenario ? (scenario.beside ?? []) : [];
    expect([...decided].sort()).toEqual([...new Set([name, ...besides])].sort());
    expect(JSON.stringify(everything)).not.toContain(clientSecret);
    expect(JSON.stringify(everything)).not.toContain(makeToken(sound).slice(0, 40));
  });

  test('has no two rules of one name', () => {
    const names = sides.flatMap(([, rules]) => rules.map(({ name }) => name));
    expect(names).toHaveLength(new Set(names).size);
    expect(Object.keys(scenarios).sort()).toEqual(names.sort());
  });
});

afterAll(() => {
  const lines = sides.flatMap(([side, rules]) => [
    '',
    side,
    ...rules.map(
      ({ name, means: { reason, actor, remedy, likely } }) =>
        `  ${name.padEnd(68)}${reason.padEnd(30)}${actor.padEnd(23)}${remedy.padEnd(13)}${likely ? 'likely' : 'sure'}`,
    ),
  ]);
  process.stdout.write(`Rules of the diagnosis, ${cases.length} answers played:${lines.join('\n')}\n`);
});

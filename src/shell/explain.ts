// Answers an error text from the log of eBiss, and the pasted result of the script on its server, from the same table of
// rules as the bot's own checks. Changes nothing, and keeps nothing of what was pasted.

import { type Cause, explainCard, unknownTextCard } from '../cards/explain.ts';
import type { Reply } from '../cards/rendered-card.ts';
import type { Incoming } from '../conversation/incoming.ts';
import { may } from '../conversation/who-may.ts';
import { handOverFacts } from '../exchange/hand-over-facts.ts';
import { readServerCheck } from '../exchange/read-server-check.ts';
import { remarksOn, tokenRemark } from '../setup/compare-server-check.ts';
import type { ServerCheck } from '../setup/server-check.ts';
import type { Setup } from '../setup/setup.ts';
import { type Desk, setupsNear } from './desk.ts';
import { card, text } from './reply.ts';

export async function explain(desk: Desk, incoming: Incoming, log: string): Promise<Reply> {
  const { tests } = desk.words;
  if (log === '') return text(tests.explain.ofWhat);
  const own = await visibleSetups(desk, incoming);
  const setup = own.length === 1 ? (own[0] ?? null) : null;
  const problem = desk.explainLog(log, setup);
  if (problem === null) return card(unknownTextCard(desk.words));
  const lead = setup === null ? null : tests.explain.context(setup.id);
  const mailboxes =
    problem.subject !== null && setup?.request.mailboxes.includes(problem.subject) ? [problem.subject] : [];
  const causes = [{ problem, mailboxes, label: null }];
  return card(explainCard({ title: tests.explain.title, lead, causes, setup }, desk.words));
}

/** Of a setup in reach; which one, the result itself tells. */
export async function answerServerCheck(desk: Desk, incoming: Incoming, pasted: string): Promise<Reply> {
  const { server } = desk.words.tests;
  let mistake: string | null = null;
  for (const setup of await visibleSetups(desk, incoming)) {
    const facts = handOverFacts(setup);
    if (facts === null) continue;
    const read = readServerCheck(pasted, facts);
    if (read.ok) return serverCheckCard(desk, setup, read.check);
    if (read.mistake !== 'none') mistake ??= server[read.mistake];
  }
  return text(mistake ?? desk.words.chat.notFound);
}

function serverCheckCard(desk: Desk, setup: Setup, check: ServerCheck): Reply {
  const { results, tests } = desk.words;
  const judged = desk.judgeServerCheck(check, setup);
  const tokenCause = judged.token === null ? [] : [cause(judged.token, [], tests.server.token)];
  const channelCauses = judged.channels.flatMap(({ mailbox, channel, problem }) =>
    problem === null ? [] : [cause(problem, [mailbox], results.channels[channel])],
  );
  const causes = [...tokenCause, ...channelCauses];
  const remarks = remarksOn(setup, check, judged.channels);
  const notes = remarks.map(({ kind, channel, mailboxes }) => ({
    text: tests.server.remarks[kind](results.channels[channel]),
    mailboxes,
  }));
  const isWhole = remarks.every(({ kind }) => kind !== 'untried');
  const worked = causes.length > 0 ? null : isWhole ? tests.server.fine : tests.server.partly;
  const lead = serverLead(desk, check, worked, tokenRemark(setup, judged.token));
  return card(explainCard({ title: `${setup.id}: ${tests.server.title}`, lead, causes, setup, notes }, desk.words));
}

function serverLead(
  { words: { tests, times } }: Desk,
  { at }: ServerCheck,
  worked: string | null,
  token: ReturnType<typeof tokenRemark>,
): string {
  const { server } = tests;
  const differs = token === null ? null : server.tokenRemarks[token];
  return [worked, server.at(times.exact(at)), differs].filter((part) => part !== null).join(' ');
}

function cause(problem: Cause['problem'], mailboxes: readonly string[], label: string): Cause {
  return { problem, mailboxes, label };
}

async function visibleSetups(desk: Desk, incoming: Incoming): Promise<readonly Setup[]> {
  const near = await setupsNear(desk, incoming);
  return near.filter((setup) => may('see', { person: incoming.from, place: incoming.place, setup }));
}

// What stands behind "Show details": the ids told apart, exact times, the stages of the last check with their
// milliseconds, and the servers' own words. Everything here is plain text; nothing is a secret.

import type { ChannelResult, Stage, TokenResult } from '../setup/check.ts';
import type { Act } from '../setup/hand-over.ts';
import type { Setup } from '../setup/setup.ts';
import { verdictOf } from '../setup/verdict.ts';
import type { Words } from '../words/words.ts';
import { problemGroups } from './problem-groups.ts';

/** Servers may talk at length; what they say first is what counts. */
const longestWords = 240;
const mostResults = 12;

export function detailsFor(setup: Setup, words: Words, most: number): object {
  const facts = factsFor(setup, words);
  const { sections, left } = resultSections(setup, words, Math.min(most, mostResults));
  const others = otherProblems(setup, words, most);
  return {
    hasDetails: facts.length + sections.length + others.length > 0,
    facts,
    others,
    results: sections,
    hasMoreResults: left > 0,
    moreResults: left > 0 ? words.results.moreResults(left) : '',
  };
}

type Fact = { readonly label: string; readonly value: string };

function factsFor(setup: Setup, words: Words): readonly Fact[] {
  const { progress, secret, times } = words;
  const { ids } = progress;
  const { authorization, exchangeReport, problem } = setup;
  const facts: readonly (readonly [string, string | null | undefined])[] = [
    [ids.serverWords, problem?.details?.slice(0, longestWords * 2)],
    [ids.requestId, problem?.requestId ?? setup.token?.problem?.requestId],
    [ids.organization, authorization?.organization],
    [ids.tenant, setup.request.tenant.id],
    [ids.client, setup.application?.appId],
    [ids.object, setup.servicePrincipal?.objectId],
    [ids.secretEnds, setup.secret === null ? null : times.exact(setup.secret.endsAt)],
    [secret.cards.readBy, actLine(setup.secret?.read, words)],
    [secret.cards.deliveredBy, actLine(setup.secret?.delivered, words)],
    [ids.authorizedBy, authorization === null ? null : `${authorization.by.name}, ${times.exact(authorization.at)}`],
    [ids.reportedBy, exchangeReport === null ? null : `${exchangeReport.by.name}, ${times.exact(exchangeReport.at)}`],
    [ids.boundary, boundaryLine(setup, words)],
    [ids.changed, setup.token === null ? null : times.exact(setup.token.at)],
  ];
  return facts.flatMap(([label, value]) => (typeof value === 'string' && value !== '' ? [{ label, value }] : []));
}

function actLine(act: Act | null | undefined, { times }: Words): string | null {
  return act == null ? null : `${act.by.name}, ${times.exact(act.at)}`;
}

function boundaryLine({ boundary }: Setup, { progress, times }: Words): string | null {
  if (boundary === null) return null;
  const { kind, result } = boundary;
  return `${result.mailbox}: ${progress.boundary[kind]}, ${times.exact(result.at)}`;
}

/** Causes beyond the first one, which stands in sight. */
function otherProblems(setup: Setup, words: Words, most: number) {
  return problemGroups(setup)
    .slice(1)
    .map(({ problem, mailboxes }) => {
      const { what, who, how, again } = words.problem(problem);
      return {
        what,
        text: `${words.progress.problem.who}: ${who}. ${how} ${again}`,
        mailboxes: mailboxes.slice(0, Math.min(most, mostResults)).map((address) => ({ address })),
      };
    });
}

type Section = { readonly title: string; readonly stages: readonly object[] };

/** The token, then the results that failed, then the rest; of each the stages in order. */
function resultSections(setup: Setup, words: Words, most: number): { sections: readonly Section[]; left: number } {
  const rank = (result: ChannelResult) => (result.problem === null ? 1 : 0);
  const results = setup.results.toSorted((a, b) => rank(a) - rank(b));
  const token = setup.token === null ? [] : [tokenSection(setup.token, words)];
  return {
    sections: [...token, ...results.slice(0, most).map((result) => resultSection(setup, result, words))],
    left: Math.max(0, results.length - most),
  };
}

function tokenSection(token: TokenResult, words: Words): Section {
  return { title: words.results.stages.token, stages: stageLines(token.stages, words) };
}

function resultSection(setup: Setup, result: ChannelResult, words: Words): Section {
  const verdict = words.results.verdicts[verdictOf(setup, result.mailbox, result.channel).kind];
  const channel = words.results.channels[result.channel];
  return {
    title: `${result.mailbox} · ${channel} · ${result.host}:${result.port} · ${verdict.word}`,
    stages: stageLines(result.stages, words),
  };
}

function stageLines(stages: readonly Stage[], words: Words): readonly object[] {
  return stages.map((stage) => ({
    line: [
      stage.ok ? words.steps.states.done.symbol : words.steps.states.wrong.symbol,
      words.results.stages[stage.name],
      words.results.milliseconds(stage.milliseconds),
    ].join(' '),
    words: (stage.words ?? '').slice(0, longestWords),
    hasWords: stage.words !== null && stage.words !== '',
  }));
}

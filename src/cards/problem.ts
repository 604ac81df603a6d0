// The living card when somebody must act: provisioning stopped, or a check found what waiting will not mend. One cause
// stands in sight with who can mend it and how; further causes and the servers' own words are folded.

import problemTemplate from '../../adaptiveCards/problem.json' with { type: 'json' };
import { isMendedByAuthorizing } from '../setup/authorize-again.ts';
import type { Problem } from '../setup/problem.ts';
import type { Setup } from '../setup/setup.ts';
import { mayPass } from '../setup/verdict.ts';
import type { Words } from '../words/words.ts';
import { checklistRows } from './checklist-rows.ts';
import type { CardContext } from './context.ts';
import { detailsFor } from './details.ts';
import { headerFor, locating } from './header.ts';
import { inSight, mailboxLines, moreOf, weakest } from './mailbox-lines.ts';
import { problemGroups } from './problem-groups.ts';
import { commandLinesFor, noCommands, styleOf } from './problem-words.ts';
import { consentBox, type Links } from './progress.ts';
import { fitted, template } from './render.ts';
import type { RenderedCard } from './rendered-card.ts';

const fill = template(problemTemplate);

export function stoppedCard(setup: Setup, problem: Problem, links: Links, context: CardContext): RenderedCard {
  const { words } = context;
  const { stopped } = words.progress;
  const headline = mayPass(problem) ? stopped.notYet : stopped.headline;
  const mayChange = setup.application === null;
  return fitted(fill, `${setup.id}: ${headline}`, (most) => ({
    ...common(setup, context, links.authorizeUrl, most),
    headline,
    problem: { ...problemBox(problem, words.problem(problem), true), ...noCommands },
    hasAffected: false,
    ...noConsent,
    mayContinue: links.authorizeUrl === null,
    mayTest: false,
    mayChange,
  }));
}

export function wrongCard(setup: Setup, links: Links, context: CardContext): RenderedCard {
  const { words } = context;
  const { wrong } = words.progress;
  const [first, ...others] = problemGroups(setup);
  if (first === undefined) throw new Error('a setup that is wrong has no problem');
  const gaveUp = mayPass(first.problem);
  const trouble = words.trouble(first.problem);
  const headline = gaveUp ? trouble.gaveUp : trouble.wrong;
  const authorizeUrl = isMendedByAuthorizing(first.problem) ? links.authorizeUrl : null;
  const said = gaveUp ? words.problemAfterWaiting(first.problem) : words.problem(first.problem);
  return fitted(fill, `${setup.id}: ${headline}`, (most) => ({
    ...common(setup, context, authorizeUrl, most),
    headline,
    problem: {
      ...problemBox(first.problem, said, first.results.length < 2),
      ...commandLinesFor(setup, first.problem, first.mailboxes, words),
    },
    // A refused token says nothing of single mailboxes.
    hasAffected: setup.token?.problem === null,
    affected: wrong.affected(affectedCount(setup), setup.request.mailboxes.length),
    ...affectedMailboxes(setup, words),
    hasOthers: others.length > 0,
    moreProblems: wrong.moreProblems(others.length),
    ...(first.problem.reason === 'permissionMissing' ? consentBox(setup, links) : noConsent),
    mayContinue: false,
    mayTest: true,
    mayChange: false,
  }));
}

const noConsent = { hasConsentLink: false, grantUrl: '', entraUrl: '' };

function common(setup: Setup, context: CardContext, authorizeUrl: string | null, most: number): object {
  const { words } = context;
  return {
    text: { ...words.progress, commands: words.tests.explain.commands },
    ...headerFor(setup, words.progress.title),
    rows: checklistRows(setup, context),
    hasLink: authorizeUrl !== null,
    authorizeUrl: authorizeUrl ?? '',
    ...detailsFor(setup, words, most),
    testData: { ...locating(setup), what: 'all' },
    data: locating(setup),
  };
}

/** The subject of one result would mislead where the problem is that of several. */
function problemBox(problem: Problem, said: ReturnType<Words['problem']>, named: boolean): object {
  return {
    ...said,
    subject: problem.subject ?? '',
    hasSubject: named && problem.subject !== null,
    style: styleOf(problem),
  };
}

function isFine(setup: Setup, mailbox: string): boolean {
  const kind = weakest(setup, mailbox);
  return kind === 'verified' || kind === 'signedIn';
}

function affectedCount(setup: Setup): number {
  if (setup.token !== null && setup.token.problem !== null) return setup.request.mailboxes.length;
  return setup.request.mailboxes.filter((mailbox) => !isFine(setup, mailbox)).length;
}

function affectedMailboxes(setup: Setup, words: Words): object {
  const affected = mailboxLines(setup, words).slice(0, affectedCount(setup));
  return { mailboxes: affected.slice(0, inSight), ...moreOf(affected.length, inSight, words) };
}

// The checklist as a card shows it. A part of the procedure that is done, or not yet begun, is one row; the part at
// work shows its steps. Symbol and word say the same, and the colour adds nothing that they do not.

import { type ChecklistRow, checklist, type StepState } from '../setup/checklist.ts';
import type { Act } from '../setup/hand-over.ts';
import { pauseSeconds } from '../setup/pause.ts';
import type { Problem, Reason } from '../setup/problem.ts';
import type { Setup } from '../setup/setup.ts';
import type { StepActor, StepName } from '../setup/steps.ts';
import { mayPass } from '../setup/verdict.ts';
import type { CardContext } from './context.ts';
import { differenceCount } from './evidence-box.ts';
import type { Color } from './mailbox-lines.ts';

export type ShownRow = {
  readonly symbol: string;
  readonly word: string;
  readonly title: string;
  readonly color: Color;
  readonly note: string;
  readonly hasNote: boolean;
  /** Somebody's name; text of others. */
  readonly who: string;
  readonly hasWho: boolean;
};

const parts: readonly { readonly name: 'entra' | 'exchange' | 'verification'; readonly steps: readonly StepName[] }[] =
  [
    { name: 'entra', steps: ['authorize', 'application', 'servicePrincipal', 'secret', 'consent'] },
    { name: 'exchange', steps: ['exchange'] },
    { name: 'verification', steps: ['verification'] },
  ];

const colors: Readonly<Record<StepState['kind'], Color>> = {
  done: 'Good',
  working: 'Accent',
  waiting: 'Default',
  wrong: 'Attention',
  later: 'Default',
};

export function checklistRows(setup: Setup, context: CardContext): readonly ShownRow[] {
  const rows = checklist(setup);
  return parts.flatMap(({ name, steps }) => {
    const own = rows.filter((row) => steps.includes(row.name));
    const kinds = new Set(own.map((row) => row.state.kind));
    const only = [...kinds][0];
    if (own.length > 1 && kinds.size === 1 && (only === 'done' || only === 'later')) {
      const who = only === 'done' ? (setup.authorization?.by.name ?? '') : '';
      return [
        shown(
          context.words.steps.parts[name],
          { kind: only, ...(only === 'done' ? { at: null } : {}) },
          '',
          who,
          context,
        ),
      ];
    }
    return own.map((row) => stepRow(row, setup, context));
  });
}

function stepRow(row: ChecklistRow, setup: Setup, context: CardContext): ShownRow {
  return shown(
    context.words.steps.titles[row.name],
    row.state,
    noteFor(row, setup, context),
    whoDid(row, setup),
    context,
  );
}

type AnyState = StepState | { readonly kind: 'done' | 'later' };

function shown(title: string, state: AnyState, note: string, who: string, { words }: CardContext): ShownRow {
  const early = state.kind === 'wrong' && 'problem' in state && mayPass(state.problem);
  const stuck = state.kind === 'wrong' && 'problem' in state ? stuckWord(state.problem, words) : null;
  const said = stuck ?? (early ? words.steps.notYet : words.steps.states[state.kind]);
  const color = early ? 'Warning' : colors[state.kind];
  return { ...said, title, color, note, hasNote: note !== '', who, hasWho: who !== '' };
}

/** A hand-over that does not go on is neither wrong nor a matter of time. */
function stuckWord({ reason }: Problem, { steps }: CardContext['words']) {
  const states: Readonly<Partial<Record<Reason, { readonly symbol: string; readonly word: string }>>> =
    steps.handOver.states;
  return states[reason] ?? null;
}

const waitedFor: Readonly<Partial<Record<StepName, StepActor>>> = {
  authorize: 'entraAdministrator',
  consent: 'entraAdministrator',
  exchange: 'exchangeAdministrator',
};

function noteFor({ name, state }: ChecklistRow, setup: Setup, { words, now }: CardContext): string {
  const { steps, times, people } = words;
  if (state.kind === 'working' && state.pause !== null)
    return steps.pauses[state.pause.cause](pauseSeconds(state.pause));
  if (name === 'exchange' && state.kind === 'done') return evidenceNote(setup, words);
  if (state.kind !== 'waiting') return '';
  const act = name === 'exchange' ? latestAct(setup) : null;
  if (act !== null) return steps.handOver[act.kind](times.onCard(act.at, now));
  const actor = waitedFor[name];
  if (actor === undefined) return setup.nextCheckAt === null ? '' : steps.nextTry(times.onCard(setup.nextCheckAt, now));
  const who = people.stepActors[actor];
  return state.since === null ? steps.waitingFor(who) : steps.waitingForSince(who, times.onCard(state.since, now));
}

/** What speaks for a report beside the word of whoever made it. */
function evidenceNote(setup: Setup, { steps: { handOver } }: CardContext['words']): string {
  const evidence = setup.exchangeReport?.evidence ?? null;
  if (evidence === null) return handOver.noEvidence;
  const count = differenceCount(setup);
  const fits = count === 0 ? handOver.evidenceFits : handOver.evidenceDiffers(count);
  return setup.handOver?.toChannel === false ? `${fits}. ${handOver.claim}` : fits;
}

type ShownAct = Act & { readonly kind: 'approved' | 'taken' };

/** The latest that somebody did with the hand-over and that has not ended it. */
function latestAct({ handOver }: Setup): ShownAct | null {
  if (handOver?.taken != null) return { ...handOver.taken, kind: 'taken' };
  const approval = handOver?.approvals.at(-1);
  return approval === undefined ? null : { ...approval, kind: 'approved' };
}

function whoDid({ name, state }: ChecklistRow, setup: Setup): string {
  if (name === 'exchange' && state.kind === 'waiting') return latestAct(setup)?.by.name ?? '';
  if (name === 'exchange' && state.kind === 'wrong') return setup.handOver?.rejection?.by.name ?? '';
  if (state.kind !== 'done') return '';
  if (name === 'authorize') return setup.authorization?.by.name ?? '';
  return name === 'exchange' ? (setup.exchangeReport?.by.name ?? '') : '';
}

// A pause that Microsoft imposes in the middle of a run, as people are told of it: which step waits, why, until when.

import type { StepName } from './steps.ts';

export type PauseCause =
  /** Throttled: Microsoft named the time, or the bot's own growing one is used. */
  | 'askedToWait'
  /** No answer came; it is looked whether the change was made. */
  | 'unanswered'
  /** What was just created is not known everywhere yet. */
  | 'replicating';

export type Pause = {
  readonly step: StepName;
  readonly cause: PauseCause;
  readonly startedAt: string;
  readonly until: string;
};

/** How long it lasts in all, in whole seconds: "Microsoft asks us to wait 20 s". */
export function pauseSeconds({ startedAt, until }: Pause): number {
  return Math.round((Date.parse(until) - Date.parse(startedAt)) / 1000);
}

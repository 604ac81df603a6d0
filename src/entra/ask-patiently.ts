// Asks Microsoft Graph until the reply is final: what passes with time is asked again, and after no answer it is looked
// whether the change was made before the request is sent once more. The one place in this folder that waits.

import { nextPauseMs, type Patience } from '../setup/patience.ts';
import type { Pause, PauseCause } from '../setup/pause.ts';
import type { StepName } from '../setup/steps.ts';
import type { Graph, GraphRequest } from './graph.ts';
import type { GraphReply, Refusal } from './graph-reply.ts';
import * as lag from './replication.ts';

/** What is left of the time that all asking again may take together. The clock runs from the first question. */
export type Budget = { leftMs(): number };

export function createBudget({ budgetMs }: Patience): Budget {
  let endsAt: number | null = null;
  return {
    leftMs() {
      endsAt ??= Date.now() + budgetMs;
      return endsAt - Date.now();
    },
  };
}

export type Tools = {
  readonly graph: Graph;
  readonly patience: Patience;
  readonly budget: Budget;
  readonly onPause: (pause: Pause) => void;
};

export type Asking = {
  readonly step: StepName;
  readonly request: GraphRequest;
  /**
   * Refusals that pass with time; `attempt` counts from 0. Throttling (429) and a change that another one came in the
   * way of pass always: neither was carried out.
   */
  readonly passes: (refusal: Refusal, attempt: number) => boolean | Promise<boolean>;
  /**
   * After no answer the change may have been made. `repeat`: doing it twice is doing it once. `give up`: the caller sees
   * to it. Otherwise what stands for the answer, or null where the change was not made and may be asked for again.
   */
  readonly afterNoAnswer: 'repeat' | 'give up' | (() => Promise<GraphReply | null>);
};

export async function askPatiently(tools: Tools, asking: Asking): Promise<GraphReply> {
  for (let attempt = 0; ; attempt += 1) {
    const left = tools.budget.leftMs();
    const reply = await tools.graph.send(asking.request);
    const cause = await causeOfPause(reply, asking, attempt);
    if (cause === null) return reply;
    const pause = nextPauseMs(tools.patience, attempt, secondsAsked(reply), left);
    if (pause === null) return reply;
    await waitFor(tools, asking.step, cause, pause);
    if (reply.kind !== 'noAnswer' || typeof asking.afterNoAnswer === 'string') continue;
    const found = await asking.afterNoAnswer();
    if (found !== null) return found;
  }
}

/** Only what comes back with a GET: asked again whenever no answer came. `passes` says which refusals are early. */
export function readPatiently(
  tools: Tools,
  step: StepName,
  request: GraphRequest,
  passes: (refusal: Refusal) => boolean = never,
): Promise<GraphReply> {
  return askPatiently(tools, { step, request, passes, afterNoAnswer: 'repeat' });
}

function never(): boolean {
  return false;
}

export async function waitFor(tools: Tools, step: StepName, cause: PauseCause, milliseconds: number): Promise<void> {
  const now = Date.now();
  if (milliseconds >= tools.patience.toldFromMs) {
    const [startedAt, until] = [new Date(now).toISOString(), new Date(now + milliseconds).toISOString()];
    tools.onPause({ step, cause, startedAt, until });
  }
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** null where the reply is final. */
async function causeOfPause(
  reply: GraphReply,
  { passes, afterNoAnswer }: Asking,
  attempt: number,
): Promise<PauseCause | null> {
  switch (reply.kind) {
    case 'answer':
      return null;
    case 'noAnswer':
      if (afterNoAnswer === 'give up') return null;
      return reply.retryAfterSeconds === null ? 'unanswered' : 'askedToWait';
    case 'refusal':
      if (reply.status === 429 || lag.isConcurrentChange(reply)) return 'askedToWait';
      return (await passes(reply, attempt)) ? 'replicating' : null;
  }
}

function secondsAsked(reply: GraphReply): number | null {
  return reply.kind === 'answer' ? null : reply.retryAfterSeconds;
}

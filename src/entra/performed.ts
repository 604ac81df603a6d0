// From Graph's last reply to what happened, and the ids that an effect needs to have been given before it.

import type { z } from 'zod';
import type { GraphHappening } from '../setup/events.ts';
import { done, failed, type Outcome, type Problem, problem } from '../setup/problem.ts';
import type { Authorization, Setup } from '../setup/setup.ts';
import type { StepName } from '../setup/steps.ts';
import type { Performed } from '../setup/survey.ts';
import { ownWords, readReply } from './graph-problem.ts';
import type { GraphReply, Refusal } from './graph-reply.ts';
import * as lag from './replication.ts';

export type Result = Promise<Outcome<Performed>>;

export function performed(happening: Performed['happening']): Performed {
  return { happening, secretText: null };
}

/** What Graph has done, with its own id of the request. */
export function performedBy({ requestId }: Pick<GraphReply, 'requestId'>, happening: GraphHappening): Performed {
  return performed(requestId === null ? happening : { ...happening, requestId });
}

/** `by`: the reply to the request that made the change, where `reply` is not the one. */
export function conclude<T>(
  step: StepName,
  schema: z.ZodType<T>,
  reply: GraphReply,
  to: (answer: T) => GraphHappening,
  by: Pick<GraphReply, 'requestId'> = reply,
): Outcome<Performed> {
  if (reply.kind === 'refusal' && lag.isApplicationNotKnownYet(reply)) return failed(notReplicated(step, reply));
  if (reply.kind === 'refusal' && lag.isPrincipalNotKnownYet(reply)) return failed(notReplicated(step, reply));
  const read = readReply(step, schema, reply);
  return read.ok ? done(performedBy(by, to(read.value))) : read;
}

/** After the deadline: nothing is wrong but time. Nothing was created by the request that met it. */
export function notReplicated(step: StepName, refusal: Refusal): Problem {
  return problem({
    reason: 'notReplicated',
    step,
    actor: 'entraAdministrator',
    remedy: 'retry',
    subject: refusal.code,
    details: ownWords(refusal),
    requestId: refusal.requestId,
  });
}

export function authorizationOf(setup: Setup): Authorization {
  if (setup.authorization === null) throw new Error('an effect of a setup that nobody authorised');
  return setup.authorization;
}

export function applicationOf(setup: Setup): NonNullable<Setup['application']> {
  if (setup.application === null) throw new Error('an effect that needs the application before there is one');
  return setup.application;
}

export function principalOf(setup: Setup): string {
  if (setup.servicePrincipal === null) throw new Error('an effect that needs the enterprise application before it');
  return setup.servicePrincipal.objectId;
}

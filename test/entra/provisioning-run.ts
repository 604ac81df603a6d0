// Does what the shell does between the press and the end of a run, without storage: asks the core what to do, does it
// side by side, tells the core what happened.

import { advance } from '../../src/setup/advance.ts';
import { type Effect, type GraphEffect, type Happening, isGraphEffect } from '../../src/setup/events.ts';
import type { ConsentChoice, Setup } from '../../src/setup/setup.ts';
import type { Survey, TenantAccess } from '../../src/setup/survey.ts';
import { authorizedSetup } from './provisioned-setup.ts';

const rules = { verifySchedule: [0], verifySuccesses: 1, verifyAgainMinutes: 1 };

export type Ran = {
  readonly setup: Setup;
  readonly secretTexts: readonly string[];
  readonly effects: readonly string[];
  /** In the order in which they happened. */
  readonly happenings: readonly Happening[];
};

/** `lose` names effects whose answer never arrives, as if the process had been killed just then. */
export async function runProvisioning(
  access: TenantAccess,
  setup: Setup,
  survey: Survey,
  options: { consent?: ConsentChoice; lose?: readonly GraphEffect['kind'][] } = {},
): Promise<Ran> {
  let current = setup;
  const secretTexts: string[] = [];
  const done: string[] = [];
  const happenings: Happening[] = [];
  const happen = (happening: Happening): readonly Effect[] => {
    const event = { at: new Date().toISOString(), by: null, ...happening };
    const next = advance(current, event, rules);
    current = next.setup;
    happenings.push(happening);
    return next.effects;
  };
  const carryOut = async (effects: readonly Effect[]): Promise<void> => {
    await Promise.all(
      effects.filter(isGraphEffect).map(async (effect) => {
        done.push(effect.kind);
        const outcome = await access.perform(current, effect, () => {});
        if (options.lose?.includes(effect.kind)) return;
        if (outcome.ok && outcome.value.secretText !== null) secretTexts.push(outcome.value.secretText);
        await carryOut(
          happen(outcome.ok ? outcome.value.happening : { kind: 'effectFailed', problem: outcome.problem }),
        );
      }),
    );
  };
  await carryOut(
    happen({ kind: 'authorized', authorization: authorizationFrom(survey, options), observed: survey.observed }),
  );
  happen(options.lose === undefined ? { kind: 'runEnded' } : { kind: 'interrupted' });
  return { setup: current, secretTexts, effects: done, happenings };
}

function authorizationFrom(survey: Survey, { consent = 'here' }: { consent?: ConsentChoice }) {
  const base = authorizedSetup().authorization;
  if (base === null) throw new Error('no authorization');
  const { organization, exchangeOnline, secretEndsAt } = survey;
  return { ...base, consent, organization, exchangeOnline, secretEndsAt };
}

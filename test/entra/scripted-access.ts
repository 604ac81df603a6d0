// Access to a tenant whose Graph answers as scripted, for effects that give up soon and for those that must succeed.

import { afterAll, beforeAll, beforeEach } from 'vitest';
import { createAccess } from '../../src/entra/access.ts';
import type { GraphEffect } from '../../src/setup/events.ts';
import type { Setup } from '../../src/setup/setup.ts';
import type { TenantAccess } from '../../src/setup/survey.ts';
import { quick } from '../support/quick-patience.ts';
import { authorizedSetup, created, request } from './provisioned-setup.ts';
import { type ScriptedService, startScriptedService } from './scripted-service.ts';

const brief = { ...quick, budgetMs: 60, delaysMs: [1, 1, 20] };
/** For what succeeds in the end, however busy the machine is. */
const unhurried = { ...brief, budgetMs: 60_000 };

export const whole = authorizedSetup(created);

/** One scripted service for all tests of a file, with an access of its own for each. */
export function scriptedAccess() {
  let service: ScriptedService | null = null;
  let access: TenantAccess | null = null;
  let unhurriedAccess: TenantAccess | null = null;
  beforeAll(async () => {
    service = await startScriptedService();
  });
  beforeEach(() => {
    const signIn = { clientId: 'client', clientSecret: 'secret' };
    const { url } = there(service);
    const config = { entraUrl: url, graphUrl: url, signIn, redirectUri: 'http://127.0.0.1/' };
    access = createAccess(config, request.tenant.id, 'delegated-token', { page: brief, run: brief });
    unhurriedAccess = createAccess(config, request.tenant.id, 'delegated-token', { page: unhurried, run: unhurried });
  });
  afterAll(() => service?.close());
  return {
    service: () => there(service),
    access: () => there(access),
    perform: (effect: GraphEffect, setup: Setup = whole) => there(access).perform(setup, effect, () => {}),
    performUnhurried: (effect: GraphEffect) => there(unhurriedAccess).perform(whole, effect, () => {}),
  };
}

function there<Value>(value: Value | null): Value {
  if (value === null) throw new Error('it is made before the first test');
  return value;
}

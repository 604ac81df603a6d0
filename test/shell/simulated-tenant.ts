// A tenant in the test's own memory, which outlives every process of the bot. As careful as the real one: what is found
// by key is created once, a secret's text is given once, and a role that is there cannot be assigned again.

import { randomUUID } from 'node:crypto';
import type { GraphEffect, Observed } from '../../src/setup/events.ts';
import { done, type Outcome } from '../../src/setup/problem.ts';
import type { Channel } from '../../src/setup/request.ts';
import type { Setup } from '../../src/setup/setup.ts';
import type { Performed, TenantAccess } from '../../src/setup/survey.ts';

export type SimulatedTenant = {
  readonly applications: Map<string, { readonly objectId: string; readonly appId: string }>;
  /** By the application's appId. */
  readonly servicePrincipals: Map<string, { readonly objectId: string }>;
  readonly roles: Channel[];
  /** Text by key id. */
  readonly secrets: Map<string, string>;
  /** Every effect that reached the tenant, in order. */
  readonly asked: GraphEffect['kind'][];
};

export function simulatedTenant(): SimulatedTenant {
  return { applications: new Map(), servicePrincipals: new Map(), roles: [], secrets: new Map(), asked: [] };
}

export function observed(tenant: SimulatedTenant, setup: Setup): Observed {
  const application = tenant.applications.get(setup.id) ?? null;
  return {
    application,
    servicePrincipal: application === null ? null : (tenant.servicePrincipals.get(application.appId) ?? null),
    consented: [...tenant.roles],
    secretKeyIds: [...tenant.secrets.keys()],
  };
}

/** Stands before the tenant: may wait, throw, or answer in its stead (null lets the effect through). */
export type Before = (effect: GraphEffect) => Promise<Outcome<Performed> | null>;

export type Access = TenantAccess & { closed(): number };

export function accessTo(tenant: SimulatedTenant, before: Before = async () => null): Access {
  let closed = 0;
  return {
    survey: () => Promise.reject(new Error('a run reads nothing')),
    findMember: () => Promise.reject(new Error('a run reads nobody')),
    async perform(setup, effect) {
      const instead = await before(effect);
      if (instead !== null) return instead;
      tenant.asked.push(effect.kind);
      return done(carryOut(tenant, setup, effect));
    },
    close() {
      closed += 1;
    },
    closed: () => closed,
  };
}

function carryOut(tenant: SimulatedTenant, setup: Setup, effect: GraphEffect): Performed {
  switch (effect.kind) {
    case 'createApplication': {
      const application = tenant.applications.get(setup.id) ?? { objectId: randomUUID(), appId: randomUUID() };
      tenant.applications.set(setup.id, application);
      return { happening: { kind: 'applicationCreated', ...application }, secretText: null };
    }
    case 'createServicePrincipal': {
      const appId = setup.application?.appId ?? 'none';
      const servicePrincipal = tenant.servicePrincipals.get(appId) ?? { objectId: randomUUID() };
      tenant.servicePrincipals.set(appId, servicePrincipal);
      return { happening: { kind: 'servicePrincipalCreated', ...servicePrincipal }, secretText: null };
    }
    case 'assignRole':
      if (tenant.roles.includes(effect.channel)) throw new Error(`${effect.channel} is assigned already`);
      tenant.roles.push(effect.channel);
      return { happening: { kind: 'roleAssigned', channel: effect.channel }, secretText: null };
    case 'addSecret': {
      const keyId = randomUUID();
      const secretText = `text-of-${keyId}`;
      tenant.secrets.set(keyId, secretText);
      const endsAt = setup.authorization?.secretEndsAt ?? '';
      return { happening: { kind: 'secretAdded', keyId, endsAt }, secretText };
    }
    case 'removeSecret':
      if (!tenant.secrets.delete(effect.keyId)) throw new Error('there is no such secret');
      return { happening: { kind: 'secretRemoved', keyId: effect.keyId }, secretText: null };
    case 'findLostSecrets': {
      const keyIds = [...tenant.secrets.keys()].filter((keyId) => keyId !== setup.secret?.keyId);
      return { happening: { kind: 'lostSecretsFound', keyIds }, secretText: null };
    }
  }
}

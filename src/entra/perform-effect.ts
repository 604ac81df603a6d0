// Carries out one effect in the tenant: one request where all goes well. Each creation is found again by key, so that
// doing it twice ends as doing it once. Decides nothing: what is to be done comes from the setup.

import type { GraphEffect } from '../setup/events.ts';
import type { Setup } from '../setup/setup.ts';
import type { Tools } from './ask-patiently.ts';
import { assignRole } from './assign-role.ts';
import { createApplication } from './create-application.ts';
import { createServicePrincipal } from './create-service-principal.ts';
import { findLostSecrets } from './lost-secrets.ts';
import type { Result } from './performed.ts';
import { addSecret, removeSecret } from './secrets.ts';

export function performEffect(tools: Tools, setup: Setup, effect: GraphEffect): Result {
  switch (effect.kind) {
    case 'createApplication':
      return createApplication(tools, setup);
    case 'createServicePrincipal':
      return createServicePrincipal(tools, setup);
    case 'assignRole':
      return assignRole(tools, setup, effect.channel);
    case 'addSecret':
      return addSecret(tools, setup);
    case 'removeSecret':
      return removeSecret(tools, setup, effect.keyId);
    case 'findLostSecrets':
      return findLostSecrets(tools, setup);
  }
}

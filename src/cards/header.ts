// What stands at the top of every card of a setup, so that the reader knows at once which one it is.

import type { Setup } from '../setup/setup.ts';

export type Header = {
  readonly title: string;
  /** Text of others in part: for a text run only. */
  readonly about: string;
};

export function headerFor(setup: Setup, title: string): Header {
  const { tenant, reference } = setup.request;
  // Once the tenant was read, by its name: what was typed may be a GUID.
  const organization = setup.authorization?.organization ?? tenant.typed;
  return { title, about: [setup.id, organization, ...(reference === null ? [] : [reference])].join(' · ') };
}

/** What every button carries: enough to find the setup and to notice a stale card, and nothing that is trusted. */
export function locating(setup: Setup): { readonly setupId: string; readonly version: number } {
  return { setupId: setup.id, version: setup.version };
}

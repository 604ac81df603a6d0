// What stands under a page's title once somebody has signed in: the same as on the card, so that people know where they are.

import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';

export function aboutSetup({ pages }: Words, setup: Setup, organization: string | null = null): readonly string[] {
  const tenant = organization ?? setup.authorization?.organization ?? setup.request.tenant.typed;
  const { reference } = setup.request;
  return [pages.setup(setup.id), tenant, ...(reference === null ? [] : [pages.reference(reference)])];
}

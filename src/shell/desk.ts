// Everything that answering a person needs: the store, the words, the cards, and the two questions that only the
// outside can answer (which tenant is meant, is it allowed here).

import type { ConsentLinks } from '../cards/progress.ts';
import type { RenderedCard } from '../cards/rendered-card.ts';
import type { FormValues } from '../conversation/form-values.ts';
import type { Incoming } from '../conversation/incoming.ts';
import type { FormMistakes } from '../conversation/read-form.ts';
import type { Audience } from '../setup/message.ts';
import type { Outcome } from '../setup/problem.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import type { SetupChanges } from './change-setup.ts';

/** The form as it is to be shown; `setupId` and `version` are null for a setup that does not exist yet. */
export type FormView = {
  readonly values: FormValues;
  readonly mistakes: FormMistakes;
  readonly setupId: string | null;
  readonly version: number | null;
};

export type Show = {
  form(view: FormView): RenderedCard;
  living(setup: Setup, audience: Audience): Promise<RenderedCard>;
  settings(setup: Setup): Promise<RenderedCard>;
  /** `ask`: as the answer to a command that could have meant several. */
  list(setups: readonly Setup[], ask: boolean): RenderedCard;
  help(): RenderedCard;
  /** Where the admin consent can be given; null as long as there is nothing to consent to, and once it is done. */
  consentLinks(setup: Setup): Promise<ConsentLinks | null>;
  /** Address of the page with the commands and the script. */
  scriptUrl(setup: Setup): Promise<string>;
};

export type Desk = SetupChanges & {
  readonly now: () => Date;
  readonly words: Words;
  readonly show: Show;
  isTenantAllowed(tenantId: string): boolean;
  /** A domain or GUID as typed to the tenant's GUID. */
  resolveTenant(typed: string): Promise<Outcome<string>>;
  newSetupId(): string;
};

/** Every setup that this person may have to do with in this place; what exactly they may do is decided per action. */
export async function setupsNear(desk: Desk, incoming: Incoming): Promise<readonly Setup[]> {
  const own = await desk.store.setupsOf(incoming.from);
  const handed = await desk.store.setupsHandedTo(incoming.place.conversationId);
  return [...own, ...handed.filter((setup) => !own.some((mine) => mine.id === setup.id))];
}

// Everything that answering a person needs: the store, the words, the cards, and the two questions that only the
// outside can answer (which tenant is meant, is it allowed here).

import type { ConsentLinks } from '../cards/progress.ts';
import type { RenderedCard } from '../cards/rendered-card.ts';
import type { FormValues } from '../conversation/form-values.ts';
import type { Incoming } from '../conversation/incoming.ts';
import type { FormMistakes } from '../conversation/read-form.ts';
import type { ReasonMistake } from '../conversation/read-reason.ts';
import type { SetupEvent } from '../setup/events.ts';
import type { PlaceNames, PlaceProposal } from '../setup/exchange-place.ts';
import type { Audience } from '../setup/message.ts';
import type { Person } from '../setup/person.ts';
import type { Outcome, Problem } from '../setup/problem.ts';
import type { Channel } from '../setup/request.ts';
import type { ServerCheck } from '../setup/server-check.ts';
import type { Setup } from '../setup/setup.ts';
import type { Words } from '../words/words.ts';
import type { SetupChanges } from './change-setup.ts';
import type { Pace } from './pace.ts';

/** The form as it is to be shown; `setupId` and `version` are null for a setup that does not exist yet. */
export type FormView = {
  readonly values: FormValues;
  readonly mistakes: FormMistakes;
  readonly setupId: string | null;
  readonly version: number | null;
  /** Something exists in the tenant already, so that tenant, name, channels and lifetime are as they are. */
  readonly fixed: boolean;
};

export type Show = {
  form(view: FormView): RenderedCard;
  living(setup: Setup, audience: Audience): Promise<RenderedCard>;
  settings(setup: Setup): Promise<RenderedCard>;
  /** The card of the hand-over with a reason that could not be taken, still in its field. */
  refusedReason(setup: Setup, typed: string, mistake: ReasonMistake): Promise<RenderedCard>;
  /** Takes the place of a card of the hand-over that has been posted anew. */
  superseded(setup: Setup): RenderedCard;
  /** The reverse commands; null as long as there is nothing to undo. */
  undo(setup: Setup): Promise<RenderedCard | null>;
  /** A proposed place for hand-overs, with the link to the page on which it is confirmed. */
  place(proposal: PlaceProposal): Promise<RenderedCard>;
  /** The trail; `events` are all of the setup's, oldest first. */
  audit(setup: Setup, events: readonly SetupEvent[]): Promise<RenderedCard>;
  /** Whether eBiss may be fetching mail, before a test mail is sent. */
  askLive(setup: Setup): RenderedCard;
  /** `ask`: as the answer to a command that could have meant several. */
  list(setups: readonly Setup[], ask: boolean): RenderedCard;
  help(): RenderedCard;
  /** Where the admin consent can be given; null as long as there is nothing to consent to, and once it is done. */
  consentLinks(setup: Setup): Promise<ConsentLinks | null>;
  /** Address of the page with the settings. */
  settingsUrl(setup: Setup): Promise<string>;
  /** Address of the page with the commands and the script. */
  scriptUrl(setup: Setup): Promise<string>;
};

/** What the table of rules makes of a result from the eBiss server; null where nothing is wrong. */
export type ServerCheckJudged = {
  readonly token: Problem | null;
  readonly channels: readonly {
    readonly mailbox: string;
    readonly channel: Channel;
    readonly problem: Problem | null;
  }[];
};

/** What Teams says of who is in a channel. "No answer" is not "no". */
export type Membership = 'member' | 'notMember' | 'noAnswer';

export type Desk = SetupChanges & {
  readonly now: () => Date;
  readonly words: Words;
  readonly show: Show;
  readonly fourEyes: boolean;
  readonly setupPace: Pace;
  readonly channelPace: Pace;
  readonly testPace: Pace;
  /** What a text from the log of eBiss means; null where it is not known. `setup`: the one that is meant, if any. */
  explainLog(text: string, setup: Setup | null): Problem | null;
  judgeServerCheck(check: ServerCheck, setup: Setup): ServerCheckJudged;
  isTenantAllowed(tenantId: string): boolean;
  /** Whether they may start a setup. */
  mayStart(person: Person): boolean;
  membershipOf(conversationId: string, person: Person): Promise<Membership>;
  /** As Teams names the channel and its team. */
  namesOf(conversationId: string): Promise<PlaceNames>;
  /** A domain or GUID as typed to the tenant's GUID. */
  resolveTenant(typed: string): Promise<Outcome<string>>;
  /** Of the same cause always the same, which may be taken by then. */
  newSetupId(cause?: string): string;
  /** Of the app registration; one that nobody can guess. */
  newApplicationKey(setupId: string): string;
  newProposalId(): string;
};

/** Every setup that this person may have to do with in this place; what exactly they may do is decided per action. */
export async function setupsNear(desk: Desk, incoming: Incoming): Promise<readonly Setup[]> {
  const own = await desk.store.setupsOf(incoming.from);
  const others = [
    ...(await desk.store.setupsHandedTo(incoming.place.conversationId)),
    ...(await desk.store.setupsAuthorizedBy(incoming.from)),
  ];
  return [...new Map([...own, ...others].map((setup) => [setup.id, setup])).values()];
}

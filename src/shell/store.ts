// What the shell needs of the storage, as the shell sees it. The storage satisfies it; nothing here knows how.

import type { SetupEvent } from '../setup/events.ts';
import type { ExchangePlace, PlaceProposal } from '../setup/exchange-place.ts';
import type { Audience, Job, Message } from '../setup/message.ts';
import type { Person } from '../setup/person.ts';
import type { Setup } from '../setup/setup.ts';

/** The only ways to write within one transaction. */
export type Writes = {
  loadSetup(id: string): Promise<Setup | null>;
  /** False where the id is taken. */
  insertSetup(setup: Setup): Promise<boolean>;
  /** With the event that led to it. False where somebody else saved since `expectedVersion` was read; nothing was written then. */
  saveSetup(setup: Setup, expectedVersion: number, event: SetupEvent): Promise<boolean>;
  appendEvent(setupId: string, version: number, event: SetupEvent): Promise<void>;
  putMessage(message: Message): Promise<void>;
  sendJob(job: Job): Promise<void>;
  exchangePlace(tenantId: string): Promise<ExchangePlace | null>;
  setExchangePlace(place: ExchangePlace): Promise<void>;
  sealSecret(setupId: string, keyId: string, secretText: string, endsAt: string): Promise<void>;
  deleteSecret(setupId: string, keyId: string): Promise<void>;
};

export type Store = {
  inTransaction<Value>(work: (writes: Writes) => Promise<Value>): Promise<Value>;
  findSetup(id: string): Promise<Setup | null>;
  setupsOf(person: Person): Promise<readonly Setup[]>;
  /** Those that this person authorized on the page; newest first. */
  setupsAuthorizedBy(person: Person): Promise<readonly Setup[]>;
  setupsHandedTo(conversationId: string): Promise<readonly Setup[]>;
  /** Setups that a process was working on. */
  setupsWithRun(): Promise<readonly Setup[]>;
  /** Setups that were handed over, not cancelled, and of which nobody has reported that the commands were run. */
  openHandOvers(): Promise<readonly Setup[]>;
  /** Oldest first. */
  events(setupId: string): Promise<readonly SetupEvent[]>;
  openSecret(setupId: string, keyId: string): Promise<string | null>;
  exchangePlace(tenantId: string): Promise<ExchangePlace | null>;
  saveProposal(proposal: PlaceProposal): Promise<void>;
  findProposal(id: string): Promise<PlaceProposal | null>;
  findConversation(id: string): Promise<{ readonly tenantId: string; readonly reference: unknown } | null>;
  livingCard(setupId: string, audience: Audience, conversationId: string): Promise<string | null>;
  rememberLivingCard(card: {
    setupId: string;
    audience: Audience;
    conversationId: string;
    activityId: string;
  }): Promise<void>;
};

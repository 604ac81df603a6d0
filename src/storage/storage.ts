// What is remembered and how it is written. Reading is free; setups, events, messages, jobs and secrets are written
// only inside `inTransaction`, so that they are there together or not at all.

import type { Kysely } from 'kysely';
import type { SetupEvent } from '../setup/events.ts';
import type { ExchangePlace, PlaceProposal } from '../setup/exchange-place.ts';
import type { Audience, Job, Message } from '../setup/message.ts';
import type { Person } from '../setup/person.ts';
import type { Setup } from '../setup/setup.ts';
import type { PlaceKind, Tables } from './tables.ts';

export type Conversation = {
  readonly id: string;
  readonly tenantId: string;
  readonly kind: PlaceKind;
  /** The messenger's own; kept as it is. */
  readonly reference: unknown;
};

export type LivingCard = {
  readonly setupId: string;
  readonly audience: Audience;
  readonly conversationId: string;
  readonly activityId: string;
};

/** Only these write; on PGlite nothing but them may be awaited inside a transaction. */
export type Transaction = {
  loadSetup(id: string): Promise<Setup | null>;
  /** False where the id is taken. */
  insertSetup(setup: Setup): Promise<boolean>;
  /** With the event that led to it. False when someone else saved meanwhile; then write nothing else. */
  saveSetup(setup: Setup, expectedVersion: number, event: SetupEvent): Promise<boolean>;
  appendEvent(setupId: string, version: number, event: SetupEvent): Promise<void>;
  exchangePlace(tenantId: string): Promise<ExchangePlace | null>;
  setExchangePlace(place: ExchangePlace): Promise<void>;
  putMessage(message: Message): Promise<void>;
  sendJob(job: Job): Promise<void>;
  sealSecret(setupId: string, keyId: string, secretText: string, endsAt: string): Promise<void>;
  deleteSecret(setupId: string, keyId: string): Promise<void>;
};

export type DueMessage = Message & {
  readonly seq: number;
  /** Deliveries that were tried before this one. */
  readonly attempts: number;
  readonly putAt: Date;
};

export type Outbox = {
  /**
   * The next message of each conversation that has one due, claimed for a minute for the caller. `nextAt` is when to
   * ask again although nothing new was put; null when nothing waits.
   */
  dueMessages(
    limit: number,
    now: Date,
  ): Promise<{ readonly messages: readonly DueMessage[]; readonly nextAt: Date | null }>;
  markDelivered(seq: number, now: Date): Promise<void>;
  /** `retryAt` null gives the message up; those behind it go on. */
  markFailed(seq: number, error: string, retryAt: Date | null, now: Date): Promise<void>;
};

export type Storage = Outbox & {
  /** Runs `work` and commits; whatever it throws rolls everything back and is thrown on. */
  inTransaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
  /** Calls `listener` after each commit that put a message. */
  whenMessagesArePut(listener: () => void): void;
  /** Calls `listener` after each commit of this process that saved a setup; what it returns ends that. */
  onSetupSaved(listener: (setupId: string) => void): () => void;

  findSetup(id: string): Promise<Setup | null>;
  /** Setups that this person asked for, newest first. */
  setupsOf(person: Person): Promise<readonly Setup[]>;
  /** Those that this person authorized on the page; newest first. */
  setupsAuthorizedBy(person: Person): Promise<readonly Setup[]>;
  /** Setups whose commands were handed over to this conversation, newest first. */
  setupsHandedTo(conversationId: string): Promise<readonly Setup[]>;
  /** Setups with a provisioning run or a verification under way. */
  setupsWithRun(): Promise<readonly Setup[]>;
  /** Setups that were handed over, not cancelled, and of which nobody has reported that the commands were run. */
  openHandOvers(): Promise<readonly Setup[]>;
  /** Oldest first. */
  events(setupId: string): Promise<readonly SetupEvent[]>;
  /** null where there is none. Throws SealBroken where it cannot be opened. */
  openSecret(setupId: string, keyId: string): Promise<string | null>;

  rememberConversation(conversation: Conversation): Promise<void>;
  findConversation(id: string): Promise<Conversation | null>;
  exchangePlace(tenantId: string): Promise<ExchangePlace | null>;
  saveProposal(proposal: PlaceProposal): Promise<void>;
  findProposal(id: string): Promise<PlaceProposal | null>;
  /** The activity that shows this setup to that audience there, or null. */
  livingCard(setupId: string, audience: Audience, conversationId: string): Promise<string | null>;
  rememberLivingCard(card: LivingCard): Promise<void>;

  /** True when the database answers. */
  isReady(): Promise<boolean>;
  /** Stops the job queue, then closes the database. */
  close(): Promise<void>;
};

/** The job queue as the storage needs it; `executor` carries the transaction that the job joins. */
export type JobSender = {
  send(job: Job, executor: Kysely<Tables>): Promise<void>;
  stop(): Promise<void>;
};

// What the pages need from the rest of the program, as functions: this folder knows no database, no Graph, no Teams.

import type { Request, Response } from 'restify';
import type { ConsentLinks } from '../cards/progress.ts';
import type { Observed } from '../setup/events.ts';
import type { ExchangePlace, PlaceProposal } from '../setup/exchange-place.ts';
import type { SignedInPerson } from '../setup/person.ts';
import type { Outcome } from '../setup/problem.ts';
import type { Authorization, Setup } from '../setup/setup.ts';
import type { TenantAccess } from '../setup/survey.ts';
import type { Log } from '../telemetry/log.ts';
import type { Words } from '../words/words.ts';
import type { ScriptView } from './script-view.ts';
import type { SettingsView } from './settings-view.ts';

export type WebConfig = {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** How browsers reach these pages, without a path: `https://bot.example`. */
  readonly publicUrl: string;
  /** False on plain http over loopback only. */
  readonly secureCookies: boolean;
};

export const ticketPurposes = ['authorize', 'settings', 'script', 'exchange'] as const;
export type TicketPurpose = (typeof ticketPurposes)[number];

/** `consent`: for an administrator to whom only the admin consent is left; `undo`: the script is that of the reverse commands. */
export const ticketTasks = ['consent', 'undo'] as const;

/** What a link leads to, and what it was handed out for. It locates and never authorizes. */
export type Ticket = {
  /** Id of a setup, or of a proposal where the purpose is `exchange`. */
  readonly subject: string;
  readonly purpose: TicketPurpose;
  readonly task?: (typeof ticketTasks)[number];
};

export type SignInPurpose = 'identify' | 'create' | 'createAndConsent';

export type SignIn = {
  readonly tenantId: string;
  readonly purpose: SignInPurpose;
  /** True makes Entra ask which account, also where one is signed in already. */
  readonly selectAccount?: boolean;
};

/** `access` is null where the purpose was only to know who it is. */
export type SignedIn = { readonly person: SignedInPerson; readonly access: TenantAccess | null };

/** A sign-in under way; verifier and nonce stay inside. `complete` gets the callback's query and works once. */
export type PendingSignIn = {
  readonly url: string;
  readonly state: string;
  complete(query: Record<string, unknown>): Promise<Outcome<SignedIn>>;
};

/** `access` belongs to whoever is called once the answer is `started`; otherwise it stays the caller's. */
export type AuthorizeInput = {
  readonly setupId: string;
  readonly version: number;
  readonly access: TenantAccess;
  readonly authorization: Authorization;
  readonly observed: Observed;
};

export type AuthorizeAnswer = { readonly kind: 'started' } | { readonly kind: 'stale' } | { readonly kind: 'busy' };

export type WebDeps = {
  readonly config: WebConfig;
  readonly log: Log;
  readonly words: Words;
  now(): Date;
  metricsText(): Promise<string>;
  isReady(): Promise<boolean>;
  /** Gets a request whose `body` is parsed JSON; answers it. */
  processActivity(request: Request, response: Response): Promise<void>;
  readonly tickets: {
    issue(ticket: Ticket, ttlMinutes: number): Promise<string>;
    open(ticket: string): Promise<Ticket | null>;
  };
  findSetup(id: string): Promise<Setup | null>;
  beginSignIn(input: SignIn): Promise<Outcome<PendingSignIn>>;
  /** Returns once the run has been recorded; the run itself goes on in the background. */
  authorize(input: AuthorizeInput): Promise<AuthorizeAnswer>;
  /** null where the secret is not kept. Only called for a reader who is entitled. */
  readSecret(input: { readonly setupId: string; readonly reader: SignedInPerson }): Promise<string | null>;
  /** Where the admin consent can be given; null where there is nothing to consent to, or no longer. */
  consentLinksOf(setup: Setup): Promise<ConsentLinks | null>;
  /** Calls `listener` with the id of each setup that this process has saved; what it returns ends that. */
  onSetupSaved(listener: (setupId: string) => void): () => void;
  /** null until there is something to enter in eBiss. */
  settingsOf(setup: Setup): SettingsView | null;
  /** null until the commands can be written with real values. `undo`: the reverse commands. */
  scriptOf(setup: Setup, which: 'handOver' | 'undo'): ScriptView | null;
  findProposal(id: string): Promise<PlaceProposal | null>;
  /** Where the hand-overs of a tenant go; null where no place was confirmed. */
  placeOf(tenantId: string): Promise<ExchangePlace | null>;
  /** Only called for somebody who may. */
  confirmPlace(proposal: PlaceProposal, confirmedBy: SignedInPerson): Promise<void>;
};

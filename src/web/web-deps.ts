// What the pages need from the rest of the program, as functions: this folder knows no database, no Graph, no Teams.

import type { Request, Response } from 'restify';
import type { ConsentLinks } from '../cards/progress.ts';
import type { TrailRow } from '../cards/trail.ts';
import type { Observed } from '../setup/events.ts';
import type { ExchangePlace, PlaceProposal } from '../setup/exchange-place.ts';
import type { SignInPurpose } from '../setup/graph-scopes.ts';
import type { SignedInPerson } from '../setup/person.ts';
import type { Outcome } from '../setup/problem.ts';
import type { Authorization, Setup } from '../setup/setup.ts';
import type { TenantAccess } from '../setup/survey.ts';
import type { Log } from '../telemetry/log.ts';
import type { Words } from '../words/words.ts';
import type { ScriptView, WhichScript } from './script-view.ts';
import type { SettingsView } from './settings-view.ts';

export type MetricsAccess =
  /** Where only this machine gets here. */
  | { readonly kind: 'everybody' }
  /** Whoever presents it as a bearer token. */
  | { readonly kind: 'holder'; readonly token: string }
  | { readonly kind: 'nobody' };

export type WebConfig = {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** How browsers reach these pages, without a path: `https://bot.example`. */
  readonly publicUrl: string;
  /** False on plain http over loopback only. */
  readonly secureCookies: boolean;
  readonly metrics: MetricsAccess;
};

export const ticketPurposes = ['authorize', 'settings', 'script', 'exchange', 'audit'] as const;
export type TicketPurpose = (typeof ticketPurposes)[number];

/**
 * `consent`: for an administrator to whom only the admin consent is left; `undo`: the script is that of the reverse commands;
 * `server`: it is the check that runs on the eBiss server.
 */
export const ticketTasks = ['consent', 'undo', 'server'] as const;

/** What a link leads to, and what it was handed out for. It locates and never authorizes. */
export type Ticket = {
  /** Id of a setup, or of a proposal where the purpose is `exchange`. */
  readonly subject: string;
  /** The tenant that it was about when the link was made; where that has changed, the link leads nowhere. */
  readonly tenantId: string;
  readonly purpose: TicketPurpose;
  readonly task?: (typeof ticketTasks)[number];
};

export type SignIn = {
  readonly tenantId: string;
  readonly purpose: SignInPurpose;
  /** True makes Entra ask which account, also where one is signed in already. */
  readonly selectAccount?: boolean;
  /** User principal name that is offered first. */
  readonly loginHint?: string;
};

/**
 * `access` is null where the purpose was only to know who it is. `authenticatedAt` (ISO 8601) is there where it was to read a
 * secret: then the credentials were given anew, for this sign-in.
 */
export type SignedIn = {
  readonly person: SignedInPerson;
  readonly access: TenantAccess | null;
  readonly authenticatedAt: string | null;
};

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

export type ConfirmDelivery = { readonly setupId: string; readonly keyId: string; readonly by: SignedInPerson };

export type TestWithSecret = { readonly setupId: string; readonly by: SignedInPerson; readonly secretText: string };

export type TestBegun =
  | { readonly kind: 'begun' }
  /** Another test is running, or there is nothing to test with it. */
  | { readonly kind: 'notNow' }
  | { readonly kind: 'tooOften'; readonly seconds: number };

export type AuthorizeAnswer = { readonly kind: 'started' } | { readonly kind: 'stale' } | { readonly kind: 'busy' };

/** `serviceUrl` is the one that the caller's token vouches for; null where nobody is authenticated. */
export type Caller =
  | { readonly kind: 'vouched'; readonly serviceUrl: string | null }
  | { readonly kind: 'refused' | 'noAnswer' };

/** Of whoever has not signed in nothing but their link is known. */
export type Counted = { readonly tenantId: string; readonly objectId: string | null; readonly link?: string };

export type WebDeps = {
  readonly config: WebConfig;
  readonly log: Log;
  readonly words: Words;
  now(): Date;
  metricsText(): Promise<string>;
  isReady(): Promise<boolean>;
  /** From the Authorization header of an activity alone, so that nothing else of it is read for strangers. */
  callerOf(authorization: string | undefined): Promise<Caller>;
  /** Gets a request whose `body` is parsed JSON, of a caller who is `vouched`; answers it. */
  processActivity(request: Request, response: Response, vouchedUrl: string | null): Promise<void>;
  readonly tickets: {
    issue(ticket: Ticket, ttlMinutes: number): Promise<string>;
    open(ticket: string): Promise<Ticket | null>;
  };
  /** 0 where it may be done now, which then counts; else the seconds until it may. */
  readonly pace: Readonly<Record<'page' | 'signIn', (who: Counted) => number>>;
  findSetup(id: string): Promise<Setup | null>;
  beginSignIn(input: SignIn): Promise<Outcome<PendingSignIn>>;
  /** Returns once the run has been recorded; the run itself goes on in the background. */
  authorize(input: AuthorizeInput): Promise<AuthorizeAnswer>;
  /** null where the secret is not kept. Only called for a reader who is entitled and has signed in for it. */
  readSecret(input: { readonly setupId: string; readonly reader: SignedInPerson }): Promise<string | null>;
  readonly secretRetention: 'keep' | 'delivered';
  /** That the secret with this key id is in eBiss, as an entitled reader says. Nothing happens where that holds no longer. */
  confirmDelivery(input: ConfirmDelivery): Promise<void>;
  /** Returns once the test has begun; what it finds is saved in the background. The text is kept nowhere. */
  testWithSecret(input: TestWithSecret): Promise<TestBegun>;
  /** Where the admin consent can be given; null where there is nothing to consent to, or no longer. */
  consentLinksOf(setup: Setup): Promise<ConsentLinks | null>;
  /** Calls `listener` with the id of each setup that this process has saved; what it returns ends that. */
  onSetupSaved(listener: (setupId: string) => void): () => void;
  /** null until there is something to enter in eBiss. */
  settingsOf(setup: Setup): SettingsView | null;
  /** null until the script can be written with real values. */
  scriptOf(setup: Setup, which: WhichScript): ScriptView | null;
  /** Oldest first. Only called for somebody who may read it. */
  trailOf(setup: Setup): Promise<readonly TrailRow[]>;
  findProposal(id: string): Promise<PlaceProposal | null>;
  /** Where the hand-overs of a tenant go; null where no place was confirmed. */
  placeOf(tenantId: string): Promise<ExchangePlace | null>;
  /** Only called for somebody who may. */
  confirmPlace(proposal: PlaceProposal, confirmedBy: SignedInPerson): Promise<void>;
};

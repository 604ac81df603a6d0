// Setups of format 3 become format 4: "verified" is counted from now on. What was verified by one try before this program
// knew of several stays verified. And a setup remembers what its commands may have touched, and how it was before them. A
// migration is never changed later.

import { type Kysely, sql } from 'kysely';

type Stored = Record<string, unknown>;

export async function up(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ id: string; state: Stored }>`select id, state from setups where format = 3`.execute(db);
  for (const { id, state } of rows) {
    const next = JSON.stringify(toFormat4(state));
    await sql`update setups set format = 4, state = ${next} where id = ${id}`.execute(db);
  }
}

function toFormat4(setup: Stored): Stored {
  const at = verifiedAt(setup);
  return {
    ...setup,
    format: 4,
    accepted: at === null ? null : { inARow: 1, firstAt: at },
    verifiedAt: at,
    wasVerified: at !== null,
    boundary: null,
    secret: withUse(setup.secret),
    ...exchangeMemory(setup),
  };
}

/** Who has read a secret so far was not written down. */
function withUse(secret: unknown): Stored | null {
  return isObject(secret) ? { ...secret, read: null, delivered: null } : null;
}

/** Commands may have been run once they were reported, approved, or handed to somebody to forward. */
function exchangeMemory({ request, handOver, exchangeReport }: Stored): Stored {
  const touched = touchedBy(request);
  const needed = touched.organizationSmtpAuth ? 2 : 1;
  const isApproved = isObject(handOver) && (handOver.toChannel === false || list(handOver.approvals).length >= needed);
  const before = property(property(exchangeReport, 'evidence'), 'before');
  return {
    exchangeTouched: isObject(exchangeReport) || isApproved ? touched : null,
    exchangeBefore: isObject(exchangeReport) ? withAll(before, [...touched.fullAccess, ...touched.sendAs]) : null,
  };
}

function touchedBy(request: unknown) {
  const channels = list(property(request, 'channels'));
  const mailboxes = list(property(request, 'mailboxes'));
  const sender = property(request, 'sender');
  const isOrganization = property(request, 'smtpAuth') === 'organization';
  const usesSmtp = channels.includes('smtp');
  const senders = sender === null || sender === undefined ? mailboxes : [sender];
  return {
    fullAccess: mailboxes,
    sendAs: usesSmtp && property(request, 'sendAs') === true ? senders : [],
    smtpAuth: usesSmtp && !isOrganization ? mailboxes : [],
    pop: channels.includes('pop3') ? mailboxes : [],
    organizationSmtpAuth: usesSmtp && isOrganization,
  };
}

/** Each address has its place, known or not. */
function withAll(before: unknown, addresses: readonly unknown[]): Stored {
  const unknown = { found: null, smtpAuth: null, pop: null, fullAccess: null, sendAs: null };
  const known = list(property(before, 'mailboxes'));
  const named = (address: unknown) => String(address).toLowerCase();
  const isKnown = (address: unknown) => known.some((state) => named(property(state, 'mailbox')) === named(address));
  const missing = new Map(addresses.filter((address) => !isKnown(address)).map((address) => [named(address), address]));
  return {
    registered: property(before, 'registered') ?? null,
    organizationSmtpAuthOff: property(before, 'organizationSmtpAuthOff') ?? null,
    mailboxes: [...known, ...[...missing.values()].map((mailbox) => ({ mailbox, ...unknown }))],
  };
}

function isObject(value: unknown): value is Stored {
  return typeof value === 'object' && value !== null;
}

/** The time of the latest token, where every mailbox and channel that was asked for has a result without a problem. */
function verifiedAt({ token, results, request }: Stored): string | null {
  const at = property(token, 'at');
  if (typeof at !== 'string' || property(token, 'problem') !== null || !Array.isArray(results)) return null;
  const isFine = (mailbox: unknown, channel: unknown) =>
    results.some(
      (result) =>
        property(result, 'mailbox') === mailbox &&
        property(result, 'channel') === channel &&
        property(result, 'problem') === null,
    );
  const channels = list(property(request, 'channels'));
  const mailboxes = list(property(request, 'mailboxes'));
  return mailboxes.every((mailbox) => channels.every((channel) => isFine(mailbox, channel))) ? at : null;
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

// Tickets in links: an encrypted JWT that says which setup and which page. It locates and never authorizes; whoever
// opens it must sign in. The first key issues, every key opens, so that keys can be replaced while links are about.

import { EncryptJWT, errors, jwtDecrypt } from 'jose';
import { z } from 'zod';
import { type Ticket, ticketPurposes, ticketTasks } from './web-deps.ts';

/** `key` is 32 bytes (A256GCM). */
export type TicketKey = { readonly id: string; readonly key: Uint8Array };

export type Tickets = {
  issue(ticket: Ticket, ttlMinutes: number): Promise<string>;
  open(ticket: string): Promise<Ticket | null>;
};

const audience = 'page-ticket';
const claims = z.object({
  sub: z.string().min(1).max(40),
  tid: z.string().min(1).max(40),
  purpose: z.enum(ticketPurposes),
  task: z.enum(ticketTasks).optional(),
});

export function createTickets(keys: readonly TicketKey[], now: () => Date): Tickets {
  const [first] = keys;
  if (first === undefined) throw new Error('Tickets need at least one key.');
  return {
    issue: (ticket, ttlMinutes) =>
      new EncryptJWT({ tid: ticket.tenantId, purpose: ticket.purpose, ...taskOf(ticket) })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: first.id })
        .setSubject(ticket.subject)
        .setAudience(audience)
        .setExpirationTime(Math.floor(now().getTime() / 1000) + ttlMinutes * 60)
        .encrypt(first.key),
    open: (ticket) => openTicket(keys, now(), ticket),
  };
}

async function openTicket(keys: readonly TicketKey[], now: Date, ticket: string): Promise<Ticket | null> {
  try {
    const { payload } = await jwtDecrypt(ticket, ({ kid }) => keyWithId(keys, kid), {
      audience,
      currentDate: now,
      requiredClaims: ['exp', 'sub'],
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    const read = claims.safeParse(payload);
    return read.success ? toTicket(read.data) : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

function toTicket({ sub, tid, purpose, ...rest }: z.infer<typeof claims>): Ticket {
  return { subject: sub, tenantId: tid, purpose, ...taskOf(rest) };
}

function taskOf({ task }: { readonly task?: Ticket['task'] | undefined }): Pick<Ticket, 'task'> {
  return task === undefined ? {} : { task };
}

function keyWithId(keys: readonly TicketKey[], id: string | undefined): Uint8Array {
  const found = keys.find((key) => key.id === id);
  if (found === undefined) throw new errors.JWEDecryptionFailed();
  return found.key;
}

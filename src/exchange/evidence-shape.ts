// The shape of the evidence's JSON, to the letter: a key too many is as wrong as one too few. Nothing is taken from it
// but booleans, GUIDs and text that is compared with what was asked.

import { z } from 'zod';
import { evidenceFormat, evidenceKey } from './evidence-format.ts';

const guid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i)
  .transform((text) => text.toLowerCase());

/** A boolean of Exchange as PowerShell writes it into text, '' for $null; null where it could not be read. */
const said = z.enum(['True', 'False', '']).nullable();

const mailbox = z.strictObject({
  mailbox: z.string().max(320),
  found: z.boolean().nullable(),
  smtpAuthOff: said,
  pop: said,
  fullAccess: z.boolean().nullable(),
  sendAs: z.boolean().nullable(),
});

const exchange = z.strictObject({
  registered: z
    .array(z.strictObject({ AppId: guid, ObjectId: guid }))
    .max(100)
    .nullable(),
  smtpAuthOff: said,
  mailboxes: z.array(mailbox).max(200),
});

/** What is looked at first, so that a block of another setup is not called damaged. */
export const evidenceHead = z.looseObject({
  [evidenceKey]: z.number(),
  setupId: z.string(),
  textHash: z.string(),
  tenantId: z.string(),
});

export const evidenceShape = z.strictObject({
  [evidenceKey]: z.literal(evidenceFormat),
  setupId: z.string(),
  textHash: z.string(),
  tenantId: z.string(),
  ranBy: z.string(),
  before: exchange,
  after: exchange,
});

export type PrintedExchange = z.infer<typeof exchange>;
export type PrintedMailbox = z.infer<typeof mailbox>;

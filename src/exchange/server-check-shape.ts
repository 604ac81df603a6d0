// The shape of what the check on the eBiss server prints, to the letter. Words come out bounded, on one line, and without
// control, direction and zero-width characters; whoever pasted them may have written them.

import { z } from 'zod';
import { serverFailures } from '../setup/server-check.ts';
import { serverCheckFormat, serverCheckKey } from './server-check-format.ts';

const mostCharacters = 300;

/** Controls, zero-width and direction marks, line and paragraph separators, private use, lone surrogates. */
const unfit = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu;
/** No word is as long; a token is. */
const longRun = /[\w+/=-]{60,}/g;

function toShow(text: string): string {
  const line = text.replace(/\s+/gu, ' ').replace(unfit, '').replace(longRun, '[removed]').trim();
  return [...line].slice(0, mostCharacters).join('').trimEnd();
}

/** Words as %xx. */
const words = z
  .string()
  .max(10 * mostCharacters)
  .transform((text, context) => {
    try {
      return toShow(decodeURIComponent(text));
    } catch {
      context.addIssue('not escaped as it should be');
      return z.NEVER;
    }
  });

const parts = z
  .string()
  .max(30 * mostCharacters)
  .transform((text) => text.split(';'));

const trial = parts.pipe(
  z.tuple([
    z.enum(['connect', 'tls', 'auth', 'stat']),
    z.enum(['passed', 'refused', 'notTried', ...serverFailures]),
    words,
  ]),
);

const mailbox = z.strictObject({ mailbox: z.string().max(320), smtp: trial.optional(), pop3: trial.optional() });

const token = parts.pipe(z.tuple([z.enum(['had', 'refused', ...serverFailures]), words, words, words]));

/** What is looked at first, so that a block of another setup is not called damaged. */
export const serverCheckHead = z.looseObject({
  [serverCheckKey]: z.number(),
  setupId: z.string(),
  appId: z.string(),
});

export const serverCheckShape = z.strictObject({
  [serverCheckKey]: z.literal(serverCheckFormat),
  setupId: z.string(),
  appId: z.string(),
  at: z.iso.datetime(),
  token,
  mailboxes: z.array(mailbox).max(200),
});

export type PrintedToken = z.infer<typeof token>;
export type PrintedTrial = z.infer<typeof trial>;

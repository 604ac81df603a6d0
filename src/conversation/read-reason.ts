// Reads why a request was rejected. The reason reaches the requester word for word, so it must be there, and must not
// hold what hides or reorders text.

import { hasUnsafeCharacters } from './form-grammar.ts';

export const longestReason = 500;

export type ReasonMistake = 'missing' | 'tooLong' | 'unsafeCharacters';

type ReasonRead =
  | { readonly ok: true; readonly reason: string }
  | { readonly ok: false; readonly mistake: ReasonMistake };

/** Line breaks become spaces: a reason is one paragraph. */
export function readReason(typed: string): ReasonRead {
  const reason = typed.replace(/\s+/gu, ' ').trim();
  if (reason === '') return { ok: false, mistake: 'missing' };
  if (reason.length > longestReason) return { ok: false, mistake: 'tooLong' };
  return hasUnsafeCharacters(reason) ? { ok: false, mistake: 'unsafeCharacters' } : { ok: true, reason };
}

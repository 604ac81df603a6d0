// Reads the field for one more reader of the secret: empty for nobody, otherwise the user principal name of a member of
// the directory, looked up there. Guests are not found.

import type { Person } from '../setup/person.ts';
import type { TenantAccess } from '../setup/survey.ts';
import type { Words } from '../words/words.ts';

export type ReaderRead =
  | { readonly ok: true; readonly value: Person | null }
  | { readonly ok: false; readonly mistake: string };

const longest = 113;
const userPrincipalName = /^[^\s@\p{C}]+@[^\s@\p{C}]+\.[^\s@\p{C}]+$/u;

export async function readReader(words: Words, access: TenantAccess, typed: string): Promise<ReaderRead> {
  const { reader } = words.pages.plan;
  if (typed === '') return { ok: true, value: null };
  if (typed.length > longest) return { ok: false, mistake: reader.tooLong };
  if (!userPrincipalName.test(typed)) return { ok: false, mistake: reader.invalid };
  const found = await access.findMember(typed);
  if (!found.ok) {
    const { what, how } = words.problem(found.problem);
    return { ok: false, mistake: `${what} ${how}` };
  }
  return found.value === null ? { ok: false, mistake: reader.unknown(typed) } : { ok: true, value: found.value };
}

// What the same mailbox's other channel proves at the same moment. A sign-in that was accepted outweighs any evidence that
// was pasted earlier: over POP3 token, registration and FullAccess, over SMTP token and registration.

import type { Facts } from '../seen.ts';

export function hasOtherSignedIn({ other }: Facts): boolean {
  if (other === null) return false;
  return other.finding === null || other.stages.some(({ name, ok }) => name === 'auth' && ok);
}

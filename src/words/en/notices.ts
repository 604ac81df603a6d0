// Short lines in the chat that tell of what matters, each with what to do; the card carries the rest.

import type { Notice } from '../../setup/events.ts';

/** Lines hold the setup's id and nothing that others wrote. */
export function noticeLine(notice: Notice, setupId: string): string {
  switch (notice) {
    case 'provisioned':
      return `${setupId}: the app registration is in place. The Exchange commands come next.`;
    case 'provisioningStopped':
      return `${setupId}: provisioning stopped before it was complete. The card says why and who can go on.`;
    case 'consentMissing':
      return `${setupId}: the app registration is in place. Admin consent and the Exchange commands come next, in any order.`;
    case 'consented':
      return `${setupId}: admin consent was given.`;
    case 'exchangeReported':
      return `${setupId}: the Exchange commands were reported as run. Signing in to the mailboxes now.`;
    case 'verified':
      return `${setupId}: verified. The eBiss settings are ready.`;
    case 'signedIn':
      return `${setupId}: signed in. The eBiss settings are ready; that mail is accepted is not proved.`;
    case 'checkWrong':
      return `${setupId}: the sign-in was refused, and waiting will not mend it. The card says who can.`;
    case 'checkGaveUp':
      return `${setupId}: the sign-in still does not work and no further try is planned. The card says what to check.`;
  }
}

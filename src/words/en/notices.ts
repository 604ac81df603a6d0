// Short lines in the chat that tell of what matters, each with what to do; the card carries the rest. Sent as plain text,
// so that a name in them is read as nothing but a name.

import type { Notice } from '../../setup/events.ts';
import type { Setup } from '../../setup/setup.ts';

export function noticeLine(notice: Notice, setup: Setup): string {
  return `${setup.id}: ${said(notice, setup)}`;
}

function said(notice: Notice, { handOver, exchangeReport }: Setup): string {
  switch (notice) {
    case 'provisioned':
      return 'the app registration is in place. The Exchange commands come next.';
    case 'provisioningStopped':
      return 'provisioning stopped before it was complete. The card says why and who can go on.';
    case 'consentMissing':
      return 'the app registration is in place. Admin consent and the Exchange commands come next, in any order.';
    case 'consented':
      return 'admin consent was given.';
    case 'exchangeApproved':
      return `Exchange: approved by ${names(handOver?.approvals ?? [])}. An administrator runs the commands next.`;
    case 'exchangeRejected':
      return `Exchange: rejected by ${handOver?.rejection?.by.name ?? 'an administrator'}. The card says why; change the request there.`;
    case 'exchangeReported':
      return `${exchangeReport?.by.name ?? 'An administrator'} reported the Exchange commands as run. Signing in to the mailboxes now.`;
    case 'handOverReminder':
      return 'this request still waits for an answer. Its card is further up.';
    case 'handOverQuiet':
      return 'nobody has answered in the Exchange administrators’ channel for a day. They were reminded; asking one of them helps.';
    case 'handOverLapsed':
      return 'the request to the Exchange administrators has lapsed after 14 days. Nothing is lost; the card has a button to renew it.';
    case 'handOverUndeliverable':
      return 'the request to the Exchange administrators could not be posted to their channel. The card says what to do.';
    case 'handOverMoved':
      return 'this request was handed over elsewhere. Nothing is to be done here any more.';
    case 'verified':
      return 'verified. The eBiss settings are ready.';
    case 'signedIn':
      return 'signed in. The eBiss settings are ready; that mail is accepted is not proved.';
    case 'checkWrong':
      return 'the sign-in was refused, and waiting will not mend it. The card says who can.';
    case 'checkGaveUp':
      return 'the sign-in still does not work and no further try is planned. The card says what to check.';
  }
}

function names(acts: readonly { readonly by: { readonly name: string } }[]): string {
  return acts.map(({ by }) => by.name).join(' and ');
}

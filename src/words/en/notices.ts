// Short lines in the chat that tell of what matters, each with what to do; the card carries the rest. Sent as plain text,
// so that a name in them is read as nothing but a name.

import type { Notice } from '../../setup/events.ts';
import type { Setup } from '../../setup/setup.ts';
import { secret } from './secret.ts';
import { troubleOf } from './trouble.ts';

/** `who`: where the setup cannot tell, because several may have done the same since. */
export function noticeLine(notice: Notice, setup: Setup, who = 'somebody'): string {
  return `${setup.id}: ${said(notice, setup, who)}`;
}

function said(notice: Notice, setup: Setup, who: string): string {
  const { handOver, exchangeReport, boundary } = setup;
  switch (notice) {
    case 'secretRead':
      return secret.notices.read(who);
    case 'secretDelivered':
      return secret.notices.delivered(who);
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
      return 'this request still waits for an answer on its card.';
    case 'handOverQuiet':
      if (handOver?.toChannel === false) {
        return 'for a day nobody has reported the Exchange commands as run. Forward them to an Exchange administrator, or ask the one who has them; the evidence is pasted into their card here.';
      }
      return 'nobody has answered in the Exchange administrators’ channel for a day. They were reminded; asking one of them helps.';
    case 'handOverLapsed':
      return 'the request to the Exchange administrators has lapsed after 14 days. Nothing is lost; the card has a button to renew it.';
    case 'handOverUndeliverable':
      return 'the request to the Exchange administrators could not be posted to their channel. The card says what to do.';
    case 'handOverMoved':
      return 'this request was handed over elsewhere. Nothing is to be done here any more.';
    case 'undoUndeliverable':
      return 'the reverse commands could not be posted to the channel of the Exchange administrators. You get them here, to forward to one.';
    case 'verified':
      return 'verified. The eBiss settings are ready.';
    case 'signedIn':
      return 'signed in. The eBiss settings are ready; that mail is accepted is not proved.';
    case 'checkWrong':
      return `${troubleOf(setup).found}, and waiting will not mend it. The card says who can.`;
    case 'boundaryRefused':
      return `${boundary?.result.mailbox ?? 'the mailbox'} stayed closed, as it must. POP3 answers a misspelt address, or a mailbox with POP3 switched off, in the same way: check both before you rely on it.`;
    case 'boundaryOpened':
      return `${boundary?.result.mailbox ?? 'the mailbox'} opened, although it was not granted here. An Exchange administrator should look at its permissions (Get-MailboxPermission).`;
    case 'boundaryUnknown':
      return 'nothing is proved: the mailbox could not be tried, or one that was granted did not open either. Try again once the setup is verified.';
    case 'checkGaveUp':
      return `${troubleOf(setup).still} and no further try is planned. The card says what to check.`;
  }
}

function names(acts: readonly { readonly by: { readonly name: string } }[]): string {
  return acts.map(({ by }) => by.name).join(' and ');
}

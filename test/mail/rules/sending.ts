// What SMTP says to a mail, after MAIL or DATA.

import type { sendingRules } from '../../../src/mail/rules/sending.ts';
import { afterMinutes, evidence, fromOffice, logSays, office, type Scenarios, smtpSays } from './scenario.ts';

const notOpened =
  '430 4.2.0 STOREDRV; mailbox logon failure; STOREDRV.Submission.Exception:ConnectionFailedTransientException.MapiExceptionLogonFailed; Failed to process message due to a transient exception with message [BeginDiagnosticData]Cannot open mailbox.';
const notAsSender = '550 5.7.60 SMTP; Client does not have permissions to send as this sender';
const sendAsDenied =
  '554 5.2.252 SendAsDenied; edi@contoso.example not allowed to send as office@contoso.example; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied;';
const quota =
  '554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message due to a permanent exception';
const asOffice = { sender: office };
const reportedForOffice = { sender: office, sendAs: [office] };

export const sendingScenarios: Scenarios<(typeof sendingRules)[number]['name']> = {
  'mailbox open to POP3, and closed to a mail': [
    smtpSays('message', notOpened, ['opensNotEverywhere', 'nobody', 'wait', 'likely'], {
      check: { channels: ['smtp', 'pop3'] },
    }),
    // What POP3 has just shown outweighs what was pasted earlier, and lasts longer than the usual wait.
    smtpSays('message', notOpened, ['opensNotEverywhere', 'nobody', 'wait', 'likely'], {
      check: { channels: ['smtp', 'pop3'], ...evidence({ fullAccess: false }, 200) },
    }),
  ],
  'FullAccess missing, as the evidence says': smtpSays(
    'message',
    notOpened,
    ['fullAccessMissing', 'exchangeAdministrator', 'askAdmin', 'sure'],
    { check: evidence({ fullAccess: false }) },
  ),
  'FullAccess missing, or on its way': [
    smtpSays('message', notOpened, ['fullAccessMissing', 'exchangeAdministrator', 'wait', 'likely']),
    smtpSays('message', notOpened, ['fullAccessMissing', 'exchangeAdministrator', 'wait', 'likely'], {
      check: evidence({ fullAccess: true }, 119),
    }),
  ],
  'FullAccess missing, and not on its way any more': [
    smtpSays('message', notOpened, ['fullAccessMissing', 'exchangeAdministrator', 'askAdmin', 'likely'], {
      check: afterMinutes(120),
    }),
    // In the log of eBiss, where nobody is known to have run the commands.
    logSays(notOpened, notOpened, ['fullAccessMissing', 'exchangeAdministrator', 'askAdmin', 'likely']),
  ],
  'SendAs granted, and on its way': [
    smtpSays('mail', notAsSender, ['sendAsMissing', 'nobody', 'wait', 'likely'], { check: fromOffice(true) }),
    smtpSays('message', sendAsDenied, ['sendAsMissing', 'nobody', 'wait', 'likely'], { check: fromOffice(true, 119) }),
  ],
  'SendAs reported, and perhaps on its way': [
    smtpSays('message', sendAsDenied, ['sendAsMissing', 'exchangeAdministrator', 'wait', 'likely'], {
      check: { ...asOffice, ...afterMinutes(2, reportedForOffice) },
    }),
    smtpSays('mail', notAsSender, ['sendAsMissing', 'exchangeAdministrator', 'wait', 'likely'], {
      check: fromOffice(null, 119),
    }),
  ],
  'SendAs missing': [
    smtpSays('mail', notAsSender, ['sendAsMissing', 'exchangeAdministrator', 'askAdmin', 'sure'], { check: asOffice }),
    smtpSays('message', sendAsDenied, ['sendAsMissing', 'exchangeAdministrator', 'askAdmin', 'sure'], {
      check: fromOffice(false),
    }),
    smtpSays('message', sendAsDenied, ['sendAsMissing', 'exchangeAdministrator', 'askAdmin', 'sure'], {
      check: fromOffice(true, 180),
    }),
    // Nobody has reported the commands, or they did not grant it.
    smtpSays('message', sendAsDenied, ['sendAsMissing', 'exchangeAdministrator', 'askAdmin', 'sure'], {
      check: { ...asOffice, ...afterMinutes(null, reportedForOffice) },
    }),
    smtpSays('message', sendAsDenied, ['sendAsMissing', 'exchangeAdministrator', 'askAdmin', 'sure'], {
      check: { ...asOffice, ...afterMinutes(2, { sender: office }) },
    }),
  ],
  'daily quota used up': smtpSays('message', quota, ['submissionQuotaExceeded', 'nobody', 'wait', 'sure']),
};

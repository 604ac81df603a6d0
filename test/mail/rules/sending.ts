// What SMTP says to a mail, after MAIL or DATA.

import type { sendingRules } from '../../../src/mail/rules/sending.ts';
import { afterMinutes, evidence, type Scenarios, smtpSays } from './scenario.ts';

const notOpened =
  '430 4.2.0 STOREDRV; mailbox logon failure; STOREDRV.Submission.Exception:ConnectionFailedTransientException.MapiExceptionLogonFailed; Failed to process message due to a transient exception with message [BeginDiagnosticData]Cannot open mailbox.';
const notAsSender = '550 5.7.60 SMTP; Client does not have permissions to send as this sender';
const sendAsDenied =
  '554 5.2.252 SendAsDenied; edi@contoso.example not allowed to send as office@contoso.example; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied;';
const quota =
  '554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message due to a permanent exception';
const asOffice = { sender: 'office@contoso.example' };

export const sendingScenarios: Scenarios<(typeof sendingRules)[number]['name']> = {
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
  'FullAccess missing, and not on its way any more': smtpSays(
    'message',
    notOpened,
    ['fullAccessMissing', 'exchangeAdministrator', 'askAdmin', 'likely'],
    { check: afterMinutes(120) },
  ),
  'SendAs granted, and on its way': [
    smtpSays('mail', notAsSender, ['sendAsMissing', 'nobody', 'wait', 'likely'], {
      check: { ...asOffice, ...evidence({ sendAs: true }) },
    }),
    smtpSays('message', sendAsDenied, ['sendAsMissing', 'nobody', 'wait', 'likely'], {
      check: { ...asOffice, ...evidence({ sendAs: true }) },
    }),
  ],
  'SendAs missing': [
    smtpSays('mail', notAsSender, ['sendAsMissing', 'exchangeAdministrator', 'askAdmin', 'sure'], { check: asOffice }),
    smtpSays('message', sendAsDenied, ['sendAsMissing', 'exchangeAdministrator', 'askAdmin', 'sure'], {
      check: { ...asOffice, ...evidence({ sendAs: false }) },
    }),
    smtpSays('message', sendAsDenied, ['sendAsMissing', 'exchangeAdministrator', 'askAdmin', 'sure'], {
      check: { ...asOffice, ...evidence({ sendAs: true }, 180) },
    }),
  ],
  'daily quota used up': smtpSays('message', quota, ['submissionQuotaExceeded', 'nobody', 'wait', 'sure']),
};

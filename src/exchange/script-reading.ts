// The part of the script that reads: what is set before it changes anything, and what is set in the end. Every read says
// -ErrorAction Stop, as Exchange's cmdlets are functions of a module and see no preference that a script has set.

import { type HandOverFacts, sendersApart } from './hand-over-facts.ts';
import { commentPowerShell, quotePowerShell } from './quote.ts';

/**
 * Functions. `Read-Exchange` answers `registered`, `smtpAuthOff` and `mailboxes`, all without a space in them. What
 * cannot be read stays $null and is said; that an address does not exist is told by the name of the exception, as its
 * message may be in any language. Permissions are asked for by the application's object id, because nobody knows how a
 * service principal is displayed, and only on an address that exists: Get-RecipientPermission answers one that it does
 * not know with every recipient.
 */
export function readingFunctions(facts: HandOverFacts, comment: string): readonly string[] {
  const senders = senderLoops(facts);
  const states = ['$mailboxes', ...(facts.former.fullAccess.length > 0 ? ['$formerMailboxes'] : [])]
    .map((list) => `foreach ($address in ${list}) { Read-Mailbox $address }`)
    .concat(senders);
  return [
    commentPowerShell(comment),
    registrationsFunction,
    ...mailboxFunction(facts.sendAs.length + facts.former.sendAs.length > 0),
    ...(senders.length > 0 ? senderFunction : []),
    'function Read-Exchange {',
    '  $registered = $null; try { $registered = @(Read-Registered) } catch { Write-Warning "$_" }',
    '  $off = $null; try { $off = [string](Get-TransportConfig -ErrorAction Stop).SmtpClientAuthenticationDisabled } catch { Write-Warning "$_" }',
    '  $isRegistered = @($registered | Where-Object ObjectId -eq $objectId).Count -gt 0',
    `  [ordered]@{ registered = $registered; smtpAuthOff = $off; mailboxes = @(${states.join('; ')}) }`,
    '}',
  ];
}

/** Each address is read once; of the former senders those that are nothing else, which are few and rare. */
function senderLoops(facts: HandOverFacts): readonly string[] {
  const former = sendersApart(facts, facts.former.sendAs).map(quotePowerShell);
  const lists = [...(sendersApart(facts, facts.sendAs).length > 0 ? ['$senders'] : []), former.join(', ')];
  return lists.filter((list) => list !== '').map((list) => `foreach ($address in ${list}) { Read-Sender $address }`);
}

/** Filtered by hand, because Get-ServicePrincipal answers an identity that it does not know with every object it has. */
const registrationsFunction =
  "function Read-Registered { Get-ServicePrincipal -ErrorAction Stop | Where-Object AppId -eq $appId | Select-Object 'AppId', 'ObjectId' }";

const sendAsLines = [
  '$sendAs = @(Get-RecipientPermission -Identity $address -Trustee $objectId -ErrorAction Stop |',
  "  Where-Object { $_.AccessRights -contains 'SendAs' -and [string]$_.AccessControlType -ne 'Deny' }).Count -gt 0",
];

const saysWhy =
  'if ($_.CategoryInfo.Reason -eq \'ManagementObjectNotFoundException\') { $found = $false } else { Write-Warning "$address $_" }';

function mailboxFunction(withSendAs: boolean): readonly string[] {
  return [
    'function Read-Mailbox($address) {',
    '  $found = $null; $smtpAuthOff = $null; $pop = $null; $fullAccess = $null; $sendAs = $null',
    '  try {',
    '    $cas = Get-CASMailbox -Identity $address -ErrorAction Stop',
    '    if ($cas) { $found = $true; $smtpAuthOff = [string]$cas.SmtpClientAuthenticationDisabled; $pop = [string]$cas.PopEnabled }',
    `  } catch { ${saysWhy} }`,
    '  if ($found -and $isRegistered) {',
    '    try {',
    '      $fullAccess = @(Get-MailboxPermission -Identity $address -User $objectId -ErrorAction Stop |',
    "        Where-Object { $_.AccessRights -contains 'FullAccess' -and [string]$_.Deny -ne 'True' }).Count -gt 0",
    ...(withSendAs ? sendAsLines.map((line) => `      ${line}`) : []),
    '    } catch { Write-Warning "$address $_" }',
    '  }',
    '  [ordered]@{ mailbox = $address; found = $found; smtpAuthOff = $smtpAuthOff; pop = $pop; fullAccess = $fullAccess; sendAs = $sendAs }',
    '}',
  ];
}

/** A sender need not be a mailbox. Get-Recipient, too, answers with everything where it knows nothing. */
const senderFunction = [
  'function Read-Sender($address) {',
  '  $found = $null; $sendAs = $null',
  '  try { $found = @(Get-Recipient -Identity $address -ErrorAction Stop).Count -eq 1 }',
  `  catch { ${saysWhy} }`,
  '  if ($found -and $isRegistered) {',
  '    try {',
  ...sendAsLines.map((line) => `      ${line}`),
  '    } catch { Write-Warning "$address $_" }',
  '  }',
  '  [ordered]@{ mailbox = $address; found = $found; smtpAuthOff = $null; pop = $null; fullAccess = $null; sendAs = $sendAs }',
  '}',
];

// The commands as one .ps1 that is short enough to be read before it is run, can be run again without harm, and ends
// by printing, read-only, what it left behind. Its comments are words, so they are given.

import { addSendAs, mailboxLoop, newServicePrincipal, organizationCommands, sendAsApart } from './commands.ts';
import type { HandOverFacts } from './hand-over-facts.ts';
import { quotePowerShell } from './quote.ts';

/** Each a line without line ends. `notRegistered` is what the script says when it stops. */
export type ScriptWords = {
  readonly heading: (setupId: string) => string;
  readonly purpose: string;
  readonly howToRun: string;
  readonly twice: string;
  readonly connect: string;
  readonly register: string;
  readonly notRegistered: string;
  readonly everywhere: string;
  readonly mailboxes: string;
  readonly sender: string;
  readonly evidence: string;
};

/** Text with CRLF, for Windows PowerShell 5.1 and later. */
export function handOverScript(facts: HandOverFacts, words: ScriptWords): string {
  const parts = [
    [words.heading(facts.setupId), words.purpose, words.howToRun, words.twice].map(comment),
    values(facts),
    [
      comment(words.connect),
      'Import-Module ExchangeOnlineManagement',
      'Connect-ExchangeOnline -Organization $tenantId -ShowBanner:$false',
    ],
    registration(words),
    under(words.everywhere, organizationCommands(facts)),
    [comment(words.mailboxes), mailboxLoop(facts, '$mailboxes', '$objectId')],
    under(
      words.sender,
      sendAsApart(facts).map((address) => addSendAs(quotePowerShell(address), '$objectId')),
    ),
    evidence(facts, words),
  ];
  const text = parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
  return `${text}\n`.replaceAll('\n', '\r\n');
}

/** UTF-8 with byte-order mark: Windows PowerShell 5.1 reads a file without one as ANSI, and U+2018 then becomes a quote's neighbour. */
export function handOverScriptBytes(facts: HandOverFacts, words: ScriptWords): Uint8Array {
  return new TextEncoder().encode(`\uFEFF${handOverScript(facts, words)}`);
}

export function scriptFileName({ setupId }: HandOverFacts): string {
  return `ebiss-mail-${setupId}.ps1`;
}

function comment(line: string): string {
  return `# ${line}`;
}

function under(title: string, commands: readonly string[]): readonly string[] {
  return commands.length === 0 ? [] : [comment(title), ...commands];
}

function values(facts: HandOverFacts): readonly string[] {
  const mailboxes = facts.mailboxes.map((mailbox) => `  ${quotePowerShell(mailbox)}`);
  return [
    "$ErrorActionPreference = 'Stop'",
    `$tenantId = ${quotePowerShell(facts.tenantId)}`,
    `$appId = ${quotePowerShell(facts.clientId)}`,
    `$objectId = ${quotePowerShell(facts.objectId)}`,
    `$displayName = ${quotePowerShell(facts.appName)}`,
    `$mailboxes = @(\n${mailboxes.join(',\n')}\n)`,
  ];
}

/** Filtered by hand, because Get-ServicePrincipal answers an identity that it does not know with every object it has. */
function registration(words: ScriptWords): readonly string[] {
  return [
    comment(words.register),
    'if (@(Get-ServicePrincipal | Where-Object AppId -eq $appId).Count -eq 0) {',
    `  ${newServicePrincipal('$appId', '$objectId', '$displayName')}`,
    '}',
    '$registered = @(Get-ServicePrincipal | Where-Object AppId -eq $appId)',
    'if ($registered.Count -ne 1 -or @($registered | Where-Object ObjectId -eq $objectId).Count -ne 1) {',
    `  throw ${quotePowerShell(words.notRegistered)}`,
    '}',
  ];
}

function evidence(facts: HandOverFacts, words: ScriptWords): readonly string[] {
  const shown = (command: string, properties: string) => `${command} | Select-Object ${properties} | ConvertTo-Json`;
  const switches = 'PrimarySmtpAddress, SmtpClientAuthenticationDisabled, PopEnabled';
  const permissions = 'Get-MailboxPermission -Identity $mailbox | Where-Object IsInherited -eq $false';
  const senders = sendAsApart(facts).length === 0 ? [] : facts.sendAs.map(quotePowerShell);
  const sendAs = (identity: string) =>
    shown(`Get-RecipientPermission -Identity ${identity}`, 'Identity, Trustee, AccessRights');
  return [
    comment(words.evidence),
    shown('$registered', 'DisplayName, AppId, ObjectId'),
    ...(organizationCommands(facts).length === 0
      ? []
      : [shown('Get-TransportConfig', 'SmtpClientAuthenticationDisabled')]),
    'foreach ($mailbox in $mailboxes) {',
    `  ${shown('Get-CASMailbox -Identity $mailbox', switches)}`,
    `  ${shown(permissions, 'Identity, User, AccessRights')}`,
    ...(facts.sendAs.length > 0 && senders.length === 0 ? [`  ${sendAs('$mailbox')}`] : []),
    '}',
    ...senders.map(sendAs),
  ];
}

// The commands as one .ps1 that is short enough to be read before it is run, can be run again without harm, and ends
// by printing the evidence of what it found and left behind. Its comments are words, so they are given.

import { addSendAs, newServicePrincipal, removeFullAccess, removeSendAs } from './command-lines.ts';
import { mailboxCommands, organizationCommands, sendAsApart } from './commands.ts';
import { evidenceCommands } from './evidence-format.ts';
import type { HandOverFacts } from './hand-over-facts.ts';
import { commentPowerShell, quotePowerShell } from './quote.ts';
import {
  arrayOf,
  attempt,
  connecting,
  type FrameWords,
  scriptBytes,
  scriptText,
  tenantValues,
} from './script-frame.ts';
import { readingFunctions } from './script-reading.ts';

/** Each a line without line ends. */
export type ScriptWords = FrameWords & {
  readonly heading: (setupId: string) => string;
  readonly textHash: (hash: string) => string;
  readonly purpose: string;
  readonly howToRun: (fileName: string) => string;
  readonly twice: string;
  readonly reading: string;
  readonly register: string;
  /** What the script says where it changes nothing because the registration is not right. */
  readonly notRegistered: string;
  readonly everywhere: string;
  readonly mailboxes: string;
  readonly sender: string;
  readonly noLongerUsed: string;
  readonly evidence: string;
  /** Printed before and after the evidence, to be seen and selected. */
  readonly evidenceBegins: (setupId: string) => string;
  readonly evidenceEnds: string;
};

/** `textHash`: SHA-256 (hex) of `handOverText(facts)`. */
export function handOverScript(facts: HandOverFacts, textHash: string, words: ScriptWords): string {
  const { setupId } = facts;
  const heading = [
    words.heading(setupId),
    words.textHash(textHash),
    words.purpose,
    words.howToRun(scriptFileName(facts)),
    words.twice,
  ];
  return scriptText(heading, words, [
    ...values(facts, textHash),
    ...connecting(words),
    ...readingFunctions(facts, words.reading),
    '$before = Read-Exchange',
    ...registration(words),
    ...changes(facts, words),
    commentPowerShell(words.evidence),
    ...evidenceCommands,
    quotePowerShell(words.evidenceBegins(setupId)),
    '$evidence | ConvertTo-Json -Compress -Depth 5',
    quotePowerShell(words.evidenceEnds),
  ]);
}

export function handOverScriptBytes(facts: HandOverFacts, textHash: string, words: ScriptWords): Uint8Array {
  return scriptBytes(handOverScript(facts, textHash, words));
}

export function scriptFileName({ setupId }: HandOverFacts): string {
  return `ebiss-mail-${setupId}.ps1`;
}

function values(facts: HandOverFacts, textHash: string): readonly string[] {
  const senders = sendAsApart(facts);
  return [
    `$setupId = ${quotePowerShell(facts.setupId)}`,
    `$textHash = ${quotePowerShell(textHash)}`,
    ...tenantValues(facts),
    `$appId = ${quotePowerShell(facts.clientId)}`,
    `$objectId = ${quotePowerShell(facts.objectId)}`,
    `$displayName = ${quotePowerShell(facts.appName)}`,
    `$mailboxes = ${arrayOf(facts.mailboxes)}`,
    ...list('$senders', senders),
    ...list('$formerMailboxes', facts.former.fullAccess),
    ...list('$formerSenders', facts.former.sendAs),
  ];
}

function list(variable: string, values: readonly string[]): readonly string[] {
  return values.length === 0 ? [] : [`${variable} = ${arrayOf(values)}`];
}

/** Exactly one registration with this app id, and with this object id, or nothing is changed. */
function registration(words: ScriptWords): readonly string[] {
  const register = newServicePrincipal('$appId', '$objectId', '$displayName');
  return [
    commentPowerShell(words.register),
    'try {',
    `  if (@(Read-Registered).Count -eq 0) { ${register} -ErrorAction Stop | Out-Null }`,
    '  $registered = @(Read-Registered)',
    '  $isRegistered = $registered.Count -eq 1 -and $registered.ObjectId -eq $objectId',
    '} catch { $isRegistered = $false; Write-Warning "$_" }',
  ];
}

function changes(facts: HandOverFacts, words: ScriptWords): readonly string[] {
  const everywhere = organizationCommands(facts).map((command) => attempt(command, ''));
  const mailbox = mailboxCommands(facts, '$mailbox', '$objectId').map((command) => attempt(command, '$mailbox'));
  const sender = sendAsApart(facts).length === 0 ? [] : [attempt(addSendAs('$sender', '$objectId'), '$sender')];
  const { fullAccess, sendAs } = facts.former;
  const noSendAs = sendAs.length === 0 ? [] : [attempt(removeSendAs('$sender', '$objectId'), '$sender')];
  const noFullAccess = fullAccess.length === 0 ? [] : [attempt(removeFullAccess('$mailbox', '$objectId'), '$mailbox')];
  return [
    'if ($isRegistered) {',
    ...indented([
      ...under(words.everywhere, everywhere),
      ...under(words.mailboxes, loop('$mailbox', '$mailboxes', mailbox)),
      ...under(words.sender, loop('$sender', '$senders', sender)),
      ...under(words.noLongerUsed, [
        ...loop('$sender', '$formerSenders', noSendAs),
        ...loop('$mailbox', '$formerMailboxes', noFullAccess),
      ]),
    ]),
    `} else { Write-Warning ${quotePowerShell(words.notRegistered)} }`,
  ];
}

function loop(variable: string, list: string, body: readonly string[]): readonly string[] {
  return body.length === 0 ? [] : [`foreach (${variable} in ${list}) {`, ...indented(body), '}'];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

function under(title: string, commands: readonly string[]): readonly string[] {
  return commands.length === 0 ? [] : [commentPowerShell(title), ...commands];
}

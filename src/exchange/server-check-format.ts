// What the check on the eBiss server prints at its end and the bot reads: one line of JSON, like the evidence of the
// Exchange script. Words of servers are in it as %xx, so that no value holds white space or a typographic character.

import { quotePowerShell } from './quote.ts';

export const serverCheckKey = 'ebissServerCheck';
export const serverCheckFormat = 1;

/** How many characters of a server's words are printed: with fifty mailboxes it must still fit into one message. */
export const mostTrialWords = 160;
export const mostTokenWords = 300;

/**
 * PowerShell that prints it. `$saw` is `kind;list;request ids;words` of the token; in `$seen` each channel of a mailbox is
 * `stage;kind;words`. Text and not nested arrays: Windows PowerShell 5.1 writes some arrays that functions return as
 * objects.
 */
export function resultCommands(begins: string, ends: string): readonly string[] {
  return [
    `$result = [ordered]@{ ${serverCheckKey} = ${serverCheckFormat}; setupId = $setupId; appId = $appId`,
    "  at = [DateTime]::UtcNow.ToString('s') + 'Z'; token = $saw; mailboxes = $seen }",
    quotePowerShell(begins),
    '$result | ConvertTo-Json -Compress -Depth 5',
    quotePowerShell(ends),
  ];
}

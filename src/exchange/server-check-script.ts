// The check from the eBiss server as one .ps1: the bot tests from its own network, and Conditional Access or a firewall may
// treat the server differently. It needs no module and changes nothing. Its comments are words, so they are given.

import { type Channel, permissionOf } from '../setup/request.ts';
import type { HandOverFacts } from './hand-over-facts.ts';
import { commentPowerShell, quotePowerShell } from './quote.ts';
import { arrayOf, scriptBytes, scriptText } from './script-frame.ts';
import { type ChannelWords, channelFunctions, trialCommands } from './server-check-channels.ts';
import { resultCommands } from './server-check-format.ts';
import { type TokenWords, tokenFunction } from './server-check-token.ts';
import { type WireWords, wireFunctions } from './server-check-wire.ts';

/** Each a line without line ends. */
export type ServerCheckWords = WireWords &
  TokenWords &
  ChannelWords & {
    readonly heading: (setupId: string) => string;
    readonly does: string;
    readonly doesNot: string;
    readonly where: string;
    readonly howToRun: (fileName: string) => string;
    readonly secret: (tokenUrl: string) => string;
    readonly block: string;
    /** What it says where Windows lets scripts use no .NET. */
    readonly constrained: string;
    readonly oldTls: string;
    readonly ask: string;
    readonly result: string;
    /** Printed before and after the result, to be seen and selected. */
    readonly resultBegins: (setupId: string) => string;
    readonly resultEnds: string;
  };

/** Where the script looks, without a slash at the end of the address. */
export type ServerCheckEndpoints = { readonly entra: { readonly url: string } } & Readonly<
  Record<Channel, { readonly host: string; readonly port: number }>
>;

export function serverCheckScript(
  facts: HandOverFacts,
  endpoints: ServerCheckEndpoints,
  words: ServerCheckWords,
): string {
  const { setupId, channels } = facts;
  const tokenUrl = `${endpoints.entra.url}/${facts.tenantId}/oauth2/v2.0/token`;
  const heading = [
    words.heading(setupId),
    words.does,
    words.doesNot,
    words.where,
    words.howToRun(serverCheckFileName(facts)),
    words.secret(tokenUrl),
  ];
  return scriptText(heading, words, [
    ...footing(words),
    ...values(facts, endpoints, tokenUrl),
    ...wireFunctions(words),
    ...tokenFunction(words),
    ...channelFunctions(channels, words),
    ...asking(words),
    ...trialCommands(words),
    commentPowerShell(words.result),
    ...resultCommands(words.resultBegins(setupId), words.resultEnds),
  ]);
}

export function serverCheckBytes(
  facts: HandOverFacts,
  endpoints: ServerCheckEndpoints,
  words: ServerCheckWords,
): Uint8Array {
  return scriptBytes(serverCheckScript(facts, endpoints, words));
}

export function serverCheckFileName({ setupId }: HandOverFacts): string {
  return `ebiss-mail-${setupId}-server.ps1`;
}

/** Whatever the window was set to before. */
function footing({ constrained }: ServerCheckWords): readonly string[] {
  return [
    'Set-StrictMode -Off',
    "$ErrorActionPreference = 'Stop'",
    `if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') { throw ${quotePowerShell(constrained)} }`,
  ];
}

function values(facts: HandOverFacts, endpoints: ServerCheckEndpoints, tokenUrl: string): readonly string[] {
  const servers = facts.channels.map((channel) => {
    const { host, port } = endpoints[channel];
    return `  ${channel} = @(${quotePowerShell(host)}, ${port}, ${quotePowerShell(permissionOf[channel])})`;
  });
  return [
    `$setupId = ${quotePowerShell(facts.setupId)}`,
    `$appId = ${quotePowerShell(facts.clientId)}`,
    `$tokenUrl = ${quotePowerShell(tokenUrl)}`,
    `$servers = @{\n${servers.join('\n')}\n}`,
    `$channels = @(${facts.channels.map(quotePowerShell).join(', ')})`,
    `$mailboxes = ${arrayOf(facts.mailboxes)}`,
  ];
}

function asking({ oldTls, ask }: ServerCheckWords): readonly string[] {
  const protocol = '[Net.ServicePointManager]::SecurityProtocol';
  return [
    commentPowerShell(oldTls),
    `${protocol} = ${protocol} -bor [Net.SecurityProtocolType]::Tls12`,
    "$access = @{ token = ''; roles = @() }",
    `$secret = Read-Host ${quotePowerShell(ask)} -AsSecureString`,
    '$saw = Get-Token $secret',
    '$secret.Dispose()',
    "Write-Host \"token: $([uri]::UnescapeDataString($saw.Replace(';', ' ')))\"",
  ];
}

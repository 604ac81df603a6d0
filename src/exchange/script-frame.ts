// What every script has around its own part: the heading, the values, the check of the module, the connection and the
// check that it leads to the right tenant. Until that check has passed nothing is changed. Its comments are words.

import type { HandOverFacts } from './hand-over-facts.ts';
import { commentPowerShell, quotePowerShell } from './quote.ts';

/** Each a line without line ends. The last two are what the script says when it stops. */
export type FrameWords = {
  /** Why there is a block. */
  readonly block: string;
  readonly module: string;
  readonly connect: string;
  readonly tenant: string;
  readonly moduleMissing: string;
  readonly otherTenant: string;
};

/** Older ones have no Get-ConnectionInformation, or not all of its properties. */
const minimumVersion = "'3.2.0'";

/**
 * Text with CRLF, for Windows PowerShell 5.1 and later. Everything but the heading is one block, so that a script which is
 * pasted into a window runs as one, and a stop stops all of it. No line in it is empty: where a window reads line by
 * line, an empty line ends what is being pasted.
 */
export function scriptText(
  heading: readonly string[],
  words: Pick<FrameWords, 'block'>,
  body: readonly string[],
): string {
  const lines = [
    ...heading.map(commentPowerShell),
    `& { ${commentPowerShell(words.block)}`,
    ...body.flatMap((part) => part.split('\n')).map((line) => `  ${line}`),
    '}',
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}

/** UTF-8 with byte-order mark: Windows PowerShell 5.1 reads a file without one as ANSI, and U+2018 then becomes a quote's neighbour. */
export function scriptBytes(text: string): Uint8Array {
  return new TextEncoder().encode(`\uFEFF${text}`);
}

/** An array that stays one, however few values it has. */
export function arrayOf(values: readonly string[]): string {
  return `@(\n${values.map((value) => `  ${quotePowerShell(value)}`).join(',\n')}\n)`;
}

/** `$tenantId` and `$mailDomains` come from the values. */
export function connecting(words: FrameWords): readonly string[] {
  const hasModule = `Get-Module ExchangeOnlineManagement -ListAvailable | Where-Object Version -ge ${minimumVersion}`;
  return [
    commentPowerShell(words.module),
    `if (-not (${hasModule})) { throw ${quotePowerShell(words.moduleMissing)} }`,
    `Import-Module ExchangeOnlineManagement -MinimumVersion ${minimumVersion} -ErrorAction Stop`,
    commentPowerShell(words.connect),
    'Connect-ExchangeOnline -Organization $tenantId -ShowBanner:$false',
    commentPowerShell(words.tenant),
    ...tenantCheck(words.otherTenant),
  ];
}

/**
 * With delegated access it is documented nowhere whose id TenantID is, so DelegatedOrganization counts there. That shows
 * what was asked for, which need not be where the commands go (they once went to the partner's own tenant:
 * office-docs-powershell 10378, 4372), so Exchange itself is asked as well: a mail domain is verified in one tenant only.
 */
function tenantCheck(refusal: string): readonly string[] {
  return [
    "$connections = @(Get-ConnectionInformation | Where-Object State -eq 'Connected')",
    '$others = @($connections | Where-Object { $_.DelegatedOrganization -ne $tenantId -and ($_.DelegatedOrganization -or $_.TenantID -ne $tenantId) })',
    '$domains = @(Get-AcceptedDomain -ErrorAction Stop | Where-Object { $mailDomains -contains $_.DomainName })',
    `if ($connections.Count -eq 0 -or $others.Count -gt 0 -or $domains.Count -eq 0) { throw ${quotePowerShell(refusal)} }`,
  ];
}

export function tenantValues({ tenantId, mailboxes }: HandOverFacts): readonly string[] {
  const domains = new Set(mailboxes.map((mailbox) => mailbox.slice(mailbox.lastIndexOf('@') + 1).toLowerCase()));
  return [
    `$tenantId = ${quotePowerShell(tenantId)}`,
    `$mailDomains = @(${[...domains].map(quotePowerShell).join(', ')})`,
  ];
}

/** Whatever fails is said, and the next is tried. `about` is a variable, or nothing. */
export function attempt(command: string, about: string): string {
  const tried = `${command} -ErrorAction Stop${/^(Add|New)-/.test(command) ? ' | Out-Null' : ''}`;
  return `try { ${tried} } catch { Write-Warning "${about === '' ? '' : `${about} `}$_" }`;
}

// What the script prints at its end and the bot reads: one line of JSON between two lines that people see. The JSON alone
// counts; its first key says that it is one, and of which format. No value in it holds a space, so that all white space
// can be removed when it is read.

export const evidenceKey = 'ebissMailEvidence';
export const evidenceFormat = 1;

/** PowerShell that makes it; `$connections`, `$before` and Read-Exchange come from the rest of the script. */
export const evidenceCommands: readonly string[] = [
  `$evidence = [ordered]@{ ${evidenceKey} = ${evidenceFormat}; setupId = $setupId; textHash = $textHash; tenantId = $tenantId`,
  '  ranBy = [string]($connections | Select-Object -Last 1).UserPrincipalName; before = $before; after = Read-Exchange }',
];

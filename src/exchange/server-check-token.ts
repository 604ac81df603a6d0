// The part of the server's script that asks for a token. By .NET's own classes and not Invoke-WebRequest: where Windows
// logs what cmdlets are given, secret and token would be in that log.

import { commentPowerShell } from './quote.ts';
import { mostTokenWords } from './server-check-format.ts';

/** Each a line without line ends. */
export type TokenWords = { readonly token: string; readonly redirect: string; readonly roles: string };

/** `Get-Token` answers `kind;list;request ids;words` and leaves token and roles in `$access`. */
export function tokenFunction(words: TokenWords): readonly string[] {
  return [
    commentPowerShell(words.token),
    'function Get-Token($secret) {',
    "  $plain = [Net.NetworkCredential]::new('', $secret).Password.Trim()",
    '  $form = [Text.Encoding]::ASCII.GetBytes("grant_type=client_credentials&client_id=$appId&scope=https%3A%2F%2Foutlook.office365.com%2F.default&client_secret=$([uri]::EscapeDataString($plain))")',
    '  try {',
    ...request(words.redirect),
    "    if ($plain) { $text = $text.Replace($plain, '[removed]') }",
    '  } catch {',
    `    return "$(Get-Failure $_.Exception);;;$(Format-Words ($_.Exception.GetBaseException().Message) ${mostTokenWords})"`,
    '  } finally { [Array]::Clear($form, 0, $form.Length) }',
    ...granted(words.roles),
    ...refused,
    '}',
  ];
}

/** A refusal comes as a WebException that holds the answer. */
function request(redirect: string): readonly string[] {
  return [
    '    $request = [Net.WebRequest]::Create($tokenUrl)',
    "    $request.Method = 'POST'; $request.ContentType = 'application/x-www-form-urlencoded'",
    `    $request.AllowAutoRedirect = $false ${commentPowerShell(redirect)}`,
    '    $request.Timeout = 30000; $request.ReadWriteTimeout = 30000',
    '    $body = $request.GetRequestStream(); $body.Write($form, 0, $form.Length); $body.Close()',
    '    try { $response = $request.GetResponse() }',
    '    catch { $response = $_.Exception.GetBaseException().Response; if (-not $response) { throw } }',
    '    $text = [IO.StreamReader]::new($response.GetResponseStream()).ReadToEnd()',
    '    $status = "$([int]$response.StatusCode) $($response.StatusDescription)"',
    '    $response.Close()',
  ];
}

/** Taken out by a pattern, as ConvertFrom-Json would be given the token. Its payload alone grants nothing. */
function granted(roles: string): readonly string[] {
  return [
    `  $token = [regex]::Match($text, '"access_token"\\s*:\\s*"([\\w-]+\\.([\\w-]+)\\.[\\w-]+)"')`,
    '  if ($token.Success) {',
    `    ${commentPowerShell(roles)}`,
    "    $payload = $token.Groups[2].Value.Replace('-', '+').Replace('_', '/')",
    "    $payload += '=' * ((4 - $payload.Length % 4) % 4)",
    '    $access.token = $token.Groups[1].Value',
    '    $access.roles = @(([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($payload)) | ConvertFrom-Json).roles)',
    `    return "had;$(Format-Words ($access.roles -join ',') ${mostTokenWords});;"`,
    '  }',
  ];
}

/** Entra's error, or something that is not Entra's, of which only the status is told. */
const refused: readonly string[] = [
  '  $answer = try { $text | ConvertFrom-Json } catch { $null }',
  '  if (-not $answer.error) { return "protocolUnexpected;;;$(Format-Words $status 100)" }',
  "  $codes = Format-Words ($answer.error_codes -join ',') 100",
  '  $ids = Format-Words "trace_id=$($answer.trace_id) correlation_id=$($answer.correlation_id)" 150',
  '  $said = ("$($answer.error_description)" -split \'Trace ID:\')[0]',
  `  "refused;$codes;$ids;$(Format-Words $said ${mostTokenWords})"`,
];

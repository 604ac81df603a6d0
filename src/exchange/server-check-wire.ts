// The part of the server's script that speaks to a server: lines, TLS, and what broke. Nothing but .NET's own classes, the
// same in Windows PowerShell 5.1 and PowerShell 7. `$wire` is the state of one sign-in: stage, kind, words, stream, until.

import { commentPowerShell } from './quote.ts';

/** Each a line without line ends. */
export type WireWords = {
  readonly words: string;
  readonly failure: string;
  readonly lines: string;
  readonly reply: string;
  readonly tls: string;
};

/** Above this length nothing is a word, and a token or what is made of one is always longer. */
const longestRun = 60;

/** `Format-Words`, `Get-Failure`, `Send-Line`, `Receive-Reply`, `Request-Reply` and `Start-Tls`. */
export function wireFunctions(words: WireWords): readonly string[] {
  return [
    ...formatWords(words.words),
    ...getFailure(words.failure),
    ...lines(words.lines),
    ...replies(words.reply),
    ...startTls(words.tls),
  ];
}

/** EscapeDataString refuses lone surrogates, so that they go with the control and direction characters. */
function formatWords(comment: string): readonly string[] {
  return [
    commentPowerShell(comment),
    'function Format-Words($text, $most) {',
    `  $line = ("$text" -replace '[\\x00-\\x1F\\x7F-\\x9F\\u2000-\\u206F\\uD800-\\uFFFF]+', ' ' -replace '[\\w+/=-]{${longestRun},}', '[removed]').Trim()`,
    '  [uri]::EscapeDataString($line.Substring(0, [Math]::Min($most, $line.Length)))',
    '}',
  ];
}

/**
 * Names of types and codes only. AuthenticationException with nothing inside is a certificate that was not accepted; with
 * the operating system's error inside, a handshake that broke. Windows Firewall refuses with AccessDenied.
 */
function getFailure(comment: string): readonly string[] {
  return [
    commentPowerShell(comment),
    'function Get-Failure($exception) {',
    '  $names = while ($exception) { $exception.GetType().Name; $exception.SocketErrorCode; $exception.Status; $exception = $exception.InnerException }',
    '  switch -Regex ("$names".Trim()) {',
    "    'HostNotFound|NoData|TryAgain|NoRecovery|NameResolution' { return 'nameNotResolved' }",
    "    'ConnectionRefused|Unreachable|AccessDenied|AddressNotAvailable' { return 'connectionRefused' }",
    "    'TimedOut|Timeout' { return 'timedOut' }",
    "    'TrustFailure|AuthenticationException$' { return 'certificateUntrusted' }",
    "    'AuthenticationException|SecureChannel|ProtocolViolation|FormatException' { return 'protocolUnexpected' }",
    "    default { return 'connectionLost' }",
    '  }',
    '}',
  ];
}

/** Byte by byte, as a reader with a buffer could take for an answer what came in clear text before TLS. */
function lines(comment: string): readonly string[] {
  return [
    commentPowerShell(comment),
    'function Send-Line($line) {',
    '  $bytes = [Text.Encoding]::ASCII.GetBytes("$line`r`n")',
    '  $wire.stream.Write($bytes, 0, $bytes.Length)',
    '}',
    'function Receive-Line {',
    "  $line = ''",
    '  do {',
    '    if ([DateTime]::UtcNow -gt $wire.until) { throw [TimeoutException]::new() }',
    '    $byte = $wire.stream.ReadByte()',
    '    if ($byte -lt 0) { throw [IO.EndOfStreamException]::new() }',
    '    $line += [char]$byte',
    '    if ($line.Length -gt 4096) { throw [FormatException]::new() }',
    '  } until ($byte -eq 10)',
    '  $line.TrimEnd()',
    '}',
  ];
}

/** `Request-Reply $null` only waits. An answer that is neither what is expected nor a refusal is none of the protocol's. */
function replies(comment: string): readonly string[] {
  return [
    commentPowerShell(comment),
    'function Receive-Reply {',
    '  $reply = $line = Receive-Line',
    "  while ($line -match '^\\d{3}-') { $line = Receive-Line; $reply += ' ' + ($line -replace '^\\d{3}[ -]?') }",
    '  $reply',
    '}',
    'function Request-Reply($line, $expected) {',
    '  if ($null -ne $line) { Send-Line $line }',
    '  $wire.reply = Receive-Reply',
    '  if ($wire.reply -match $expected) { return }',
    "  if ($wire.reply -match '^([45]\\d\\d|-ERR)( |-|$)') { $wire.kind = 'refused'; $wire.words = $wire.reply }",
    '  throw [FormatException]::new($wire.reply)',
    '}',
  ];
}

/**
 * The callback changes nothing in what .NET decides; it notes who issued a certificate that was not accepted, which tells
 * of a proxy that looks into TLS. A version must be named: by default Windows PowerShell 5.1 offers TLS 1.0 only.
 */
function startTls(comment: string): readonly string[] {
  return [
    commentPowerShell(comment),
    'function Start-Tls($name) {',
    "  $wire.stage = 'tls'",
    '  $noted = [Net.Security.RemoteCertificateValidationCallback]{ param($from, $certificate, $chain, $errors)',
    '    if ("$errors" -ne \'None\') { $wire.kind = \'certificateUntrusted\'; $wire.words = "$errors $($chain.ChainStatus.Status), issued by $($certificate.Issuer)" }',
    '    "$errors" -eq \'None\'',
    '  }',
    '  $tls = [Net.Security.SslStream]::new($wire.stream, $false, $noted)',
    '  $tls.AuthenticateAsClient($name, $null, [Security.Authentication.SslProtocols]::Tls12, $false)',
    '  $wire.stream = $tls',
    '}',
  ];
}

// The part of the server's script that signs in, once per mailbox and channel, as eBiss will: never a credential before
// TLS, AUTH XOAUTH2 in two lines (Exchange refuses one line over POP3 for ever), and STAT at most of what is in a mailbox.

import type { Channel } from '../setup/request.ts';
import { commentPowerShell } from './quote.ts';
import { mostTrialWords } from './server-check-format.ts';

/** Each a line without line ends. */
export type ChannelWords = {
  readonly signIn: string;
  readonly challenge: string;
  readonly channel: string;
  readonly leave: string;
  readonly all: string;
};

const dialogues: Readonly<Record<Channel, readonly string[]>> = {
  smtp: [
    "Request-Reply $null '^220'",
    "$wire.stage = 'tls'",
    "Request-Reply 'EHLO [127.0.0.1]' '^250'",
    "Request-Reply 'STARTTLS' '^220'",
    'Start-Tls $name',
    "$wire.stage = 'auth'",
    "Request-Reply 'EHLO [127.0.0.1]' '^250'",
    "if ($isAllowed) { Enter-Mailbox $mailbox '^334' '^235'; $wire.kind = 'passed' }",
  ],
  pop3: [
    'Start-Tls $name',
    "Request-Reply $null '^\\+OK'",
    "$wire.stage = 'auth'",
    "if ($isAllowed) { Enter-Mailbox $mailbox '^\\+( |$)' '^\\+OK'; $wire.stage = 'stat'; Request-Reply 'STAT' '^\\+OK \\d'; $wire.kind = 'passed' }",
  ],
};

/** `Enter-Mailbox` and `Test-Channel`, which answers `stage;kind;words`. */
export function channelFunctions(channels: readonly Channel[], words: ChannelWords): readonly string[] {
  return [
    ...enterMailbox(words),
    commentPowerShell(words.channel),
    'function Test-Channel($channel, $mailbox) {',
    "  $wire = @{ stage = 'connect'; kind = 'notTried'; until = [DateTime]::UtcNow.AddSeconds(60) }",
    '  $name, $port, $permission = $servers[$channel]',
    '  $isAllowed = $access.roles -contains $permission',
    '  $tcp = [Net.Sockets.TcpClient]::new()',
    '  try {',
    '    if (-not $tcp.ConnectAsync($name, $port).Wait(15000)) { throw [TimeoutException]::new() }',
    '    $tcp.ReceiveTimeout = 20000; $tcp.SendTimeout = 20000',
    '    $wire.stream = $tcp.GetStream()',
    ...channels.flatMap(dialogue),
    '  } catch {',
    "    if ($wire.kind -eq 'notTried') {",
    "      $wire.kind = (Get-Failure $_.Exception) -replace 'certificateUntrusted', 'protocolUnexpected'",
    '      $wire.words = $_.Exception.GetBaseException().Message',
    '    }',
    '  } finally {',
    `    ${commentPowerShell(words.leave)}`,
    "    try { if ('passed', 'refused', 'notTried' -contains $wire.kind) { Send-Line 'QUIT'; $null = Receive-Line } } catch { Write-Verbose \"$_\" }",
    '    $tcp.Close()',
    '  }',
    `  "$($wire.stage);$($wire.kind);$(Format-Words $wire.words ${mostTrialWords})"`,
    '}',
  ];
}

function dialogue(channel: Channel): readonly string[] {
  return [`    if ($channel -eq '${channel}') {`, ...dialogues[channel].map((line) => `      ${line}`), '    }'];
}

/** A challenge after the token announces a refusal. An empty line asks for the reply itself, which can be no success. */
function enterMailbox({ signIn, challenge }: ChannelWords): readonly string[] {
  return [
    commentPowerShell(signIn),
    'function Enter-Mailbox($mailbox, $goOn, $accepted) {',
    "  Request-Reply 'AUTH XOAUTH2' $goOn",
    '  $a = [char]1',
    "  $response = 'user=' + $mailbox + $a + 'auth=Bearer ' + $access.token + $a + $a",
    '  Request-Reply ([Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($response))) "$goOn|$accepted"',
    `  if ($wire.reply -match $goOn) { Request-Reply '' '(?!)' } ${commentPowerShell(challenge)}`,
    '}',
  ];
}

/** Where a server cannot be reached, or there is no token, one try tells as much as fifty. */
export function trialCommands({ all }: ChannelWords): readonly string[] {
  return [
    commentPowerShell(all),
    '$end = [DateTime]::UtcNow.AddMinutes(20); $isTold = @{}',
    '$seen = @(foreach ($mailbox in $mailboxes) {',
    '  $row = [ordered]@{ mailbox = $mailbox }',
    '  foreach ($channel in $channels) {',
    "    $row[$channel] = if ($isTold[$channel] -or [DateTime]::UtcNow -gt $end) { 'connect;notTried;' } else { Test-Channel $channel $mailbox }",
    "    if ($row[$channel] -match '^(connect|tls);|;notTried;') { $isTold[$channel] = $true }",
    "    Write-Host \"$mailbox, $($channel): $([uri]::UnescapeDataString($row[$channel].Replace(';', ' ')))\"",
    '  }',
    '  $row',
    '})',
  ];
}

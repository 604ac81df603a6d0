// A connection that failed, as the log of a mail client tells it: in the words of .NET, Windows, Linux or Java. A German
// Windows says it in German. Windows' numbers count only where they are called an error: logs are full of numbers.

import type { WireFailureKind } from './wire-failure.ts';

const windowsError = (number: number) =>
  String.raw`(?:err|exception|fehler|code|WSA)\w*[^\w\n]{0,6}(?:code|no|nr)?[^\w\n]{0,4}${number}\b`;

/** In the order in which they are looked for: what is more telling comes first. */
const failures: readonly (readonly [WireFailureKind, readonly string[]])[] = [
  [
    'certificateUntrusted',
    [
      'remote ?certificate',
      'certificate (?:chain|verify)',
      'certificate could not be validated',
      'trust relationship',
      'CERT_',
      'SELF_SIGNED',
      'UNABLE_TO_VERIFY',
      'PKIX path',
      'Remotezertifikat',
      'Zertifikatkette',
      'Vertrauensstellung',
    ],
  ],
  [
    'nameNotResolved',
    [
      'ENOTFOUND',
      'EAI_AGAIN',
      'UnknownHostException',
      'no such host',
      'host is unknown',
      'name or service not known',
      'remote name could not be resolved',
      'Host ist unbekannt',
      'kein solcher Host',
      'Remotename konnte nicht',
      windowsError(11001),
    ],
  ],
  [
    'connectionRefused',
    [
      'ECONNREFUSED',
      'actively refused',
      'connection refused',
      'Zielcomputer die Verbindung verweiger',
      'Verbindungsaufbau abgelehnt',
      windowsError(10061),
    ],
  ],
  [
    'connectionLost',
    [
      'ECONNRESET',
      'forcibly closed',
      'connection reset',
      'underlying connection was closed',
      'transport ?stream',
      'unexpected EOF',
      'Remotehost geschlossen',
      'Verbindung wurde geschlossen',
      windowsError(10054),
    ],
  ],
  [
    'timedOut',
    [
      'ETIMEDOUT',
      'timed ?out',
      'did not properly respond',
      'nicht richtig reagiert',
      'Zeitüberschreitung',
      'Zeitlimit',
      '(?:connection|connect|operation|SMTP|POP3?|Verbindungs)[ -]?time ?out',
      'Timeout (?:für|beim|bei|wurde|while|during)',
      windowsError(10060),
    ],
  ],
];

const known = failures.map(([failure, says]) => ({ failure, says: new RegExp(says.join('|'), 'i') }));

/** Null where no line tells of one. */
export function readLogFailure(log: string): { readonly failure: WireFailureKind; readonly line: string } | null {
  const lines = log.split('\n');
  for (const { failure, says } of known) {
    const line = lines.find((one) => says.test(one));
    if (line !== undefined) return { failure, line };
  }
  return null;
}

// An SMTP reply in the log of a mail client. Some show it whole, .NET leaves the code out, and others keep only the text.

/** Where the log leaves the code out, what it says is code enough. */
const withoutCode: readonly { readonly says: RegExp; readonly code: string }[] = [
  {
    says: /SmtpClientAuthentication is disabled.*|security defaults policy.*|request did not meet the criteria.*/i,
    code: '535 5.7.139',
  },
  { says: /basic authentication is disabled.*|user credentials were incorrect.*/i, code: '535 5.7.139' },
  { says: /basic authentication is not supported.*/i, code: '550 5.7.30' },
  { says: /5\.7\.3 Authentication unsuccessful.*/i, code: '535' },
  { says: /SendAsDenied.*/i, code: '554 5.2.252' },
  { says: /permissions to send as this sender.*/i, code: '550 5.7.60' },
  { says: /Client not authenticated to send mail.*/i, code: '530 5.7.57' },
  { says: /SubmissionQuotaExceeded.*/i, code: '554 5.2.0' },
  { says: /MapiExceptionLogonFailed.*|mailbox logon failure.*/i, code: '430 4.2.0' },
  { says: /Concurrent connections limit exceeded.*|sender thread limit exceeded.*/i, code: '432 4.3.2' },
  { says: /Unrecognized authentication type.*/i, code: '504 5.7.4' },
];

/** One line that begins with the code, and the enhanced code after it (RFC 3463: of the same class). Null: there is none. */
export function readLogSmtp(log: string): string | null {
  return wholeReply(log) ?? knownText(log) ?? bareText(log);
}

function wholeReply(log: string): string | null {
  const parts = /\b(([45])\d\d)[ :;,)-]+#?(\2\.\d{1,3}\.\d{1,3})(?![.\d])[ :;,-]*(.*)/.exec(log);
  return parts === null ? null : `${parts[1]} ${parts[3]} ${parts[4] ?? ''}`;
}

function knownText(log: string): string | null {
  for (const { says, code } of withoutCode) {
    const said = says.exec(log)?.[0];
    if (said !== undefined) return `${code} ${said}`;
  }
  return null;
}

/** .NET's "The server response was: 4.7.0 …": the class is all that is left of the code. */
function bareText(log: string): string | null {
  const parts = /(?:server response was|Serverantwort war)\W{1,3}(([45])\.\d{1,3}\.\d{1,3}(?![.\d]).*)/i.exec(log);
  return parts === null ? null : `${parts[2]}50 ${parts[1]}`;
}

// One answer of one service, and what a rule must make of it: who says what at which moment, what else is known, and what
// comes out. Played against scripted servers through the whole check, or, where eBiss itself was answered, read from its log.

import type { MailCheck } from '../../../src/mail/mail-check.ts';
import type { SecretAge } from '../../../src/mail/rules/token.ts';
import { type Known, nothingKnown, type Source } from '../../../src/mail/seen.ts';
import type { MailboxState, Registration } from '../../../src/setup/evidence.ts';
import type { Actor, Reason, Remedy } from '../../../src/setup/problem.ts';
import type { Channel } from '../../../src/setup/request.ts';
import type { Maildrop } from '../../support/maildrop.ts';
import type { Answers } from '../../support/scripted-answers.ts';
import type { Pop3Moment, SmtpMoment } from '../../support/scripted-server.ts';
import type { CertificateKind } from '../../support/wire-certificates.ts';
import type { HttpAnswer } from '../../support/wire-token-endpoint.ts';
import { mailbox } from '../sign-in-fixture.ts';

export type VerdictWanted = readonly [Reason, Actor, Remedy, 'sure' | 'likely'];

type Wanted = {
  readonly verdict: VerdictWanted;
  /** The mailbox, host and port of the server that spoke, or this very text. */
  readonly about: 'mailbox' | 'server' | { readonly text: string | null };
  /** What must be in the details; null where nobody said anything. */
  readonly words: string | null;
};

export type WireScenario = Wanted & {
  /** Whose problem is looked at. */
  readonly at: 'token' | Channel;
  readonly smtp?: Answers<SmtpMoment>;
  readonly pop3?: Answers<Pop3Moment>;
  readonly token?: HttpAnswer;
  readonly maildrop?: Maildrop;
  /** Of the SMTP server. */
  readonly certificate?: CertificateKind;
  readonly check?: Partial<MailCheck>;
  readonly arrange?: (check: MailCheck) => Promise<MailCheck>;
  /** Rules that judge the other channel meanwhile. */
  readonly beside?: readonly string[];
};

export type LogScenario = Wanted & {
  readonly at: 'log';
  readonly log: string;
  readonly known?: Known;
  readonly age?: SecretAge;
};

/** The script on the eBiss server was refused a token with that number. */
export type ServerScenario = Wanted & { readonly at: 'server'; readonly code: number; readonly age?: SecretAge };

export type Scenario = WireScenario | LogScenario | ServerScenario;
export type Scenarios<Name extends string> = Readonly<Record<Name, Scenario | readonly Scenario[]>>;

export const objectId = '7f0e4a52-0b1f-4a76-9d5e-3c1b2a493827';
export const otherObjectId = '0a1b2c3d-0b1f-4a76-9d5e-3c1b2a493827';
const appId = '1c2d3e4f-0000-4000-8000-abcdefabcdef';

type Told = Partial<Omit<MailboxState, 'mailbox'>> & {
  readonly registered?: readonly Registration['objectId'][] | null;
  readonly organizationSmtpAuthOff?: boolean | null;
};

const unread = { found: true, smtpAuth: null, pop: null, fullAccess: null, sendAs: null };

/** What the script has found, minutes after "done"; what is not named could not be read. */
export function evidence(
  told: Told,
  minutesSinceReport: number | null = 10,
  more: Partial<Known> = {},
): { readonly known: Known } {
  const { registered = [objectId], organizationSmtpAuthOff = null, ...state } = told;
  return {
    known: {
      ...nothingKnown,
      ...more,
      minutesSinceReport,
      objectId,
      evidence: {
        ranBy: null,
        registered: registered === null ? null : registered.map((id) => ({ appId, objectId: id })),
        organizationSmtpAuthOff,
        mailboxes: [{ mailbox: mailbox.toUpperCase(), ...unread, ...state }],
        before: { registered: null, organizationSmtpAuthOff: null, mailboxes: [] },
      },
    },
  };
}

/** Nobody has pasted evidence, and "done" was so long ago. */
export function afterMinutes(minutesSinceReport: number | null, more: Partial<Known> = {}): { readonly known: Known } {
  return { known: { ...nothingKnown, ...more, minutesSinceReport, objectId } };
}

export const office = 'office@contoso.example';

/** The commands grant SendAs on the sender's address alone, and what was found there stands beside the mailbox. */
export function fromOffice(
  sendAs: boolean | null,
  minutesSinceReport: number | null = 10,
): { readonly sender: string; readonly known: Known } {
  const { known } = evidence({ sendAs: false }, minutesSinceReport, { sender: office, sendAs: [office] });
  const found = known.evidence;
  if (found === null) throw new Error('there is evidence');
  const mailboxes = [...found.mailboxes, { ...unread, mailbox: office.toUpperCase(), sendAs }];
  return { sender: office, known: { ...known, evidence: { ...found, mailboxes } } };
}

type Parts = Omit<Partial<WireScenario>, 'check'> & { readonly check?: Partial<MailCheck> };

/** SMTP says `words` at that moment; what comes after the sign-in is asked for by a round trip. */
export function smtpSays(moment: SmtpMoment, words: string, verdict: VerdictWanted, parts: Parts = {}): WireScenario {
  const isAboutMail = moment === 'mail' || moment === 'rcpt' || moment === 'message';
  const scope = isAboutMail ? 'roundTrip' : 'smtp';
  const { check, ...rest } = parts;
  return {
    at: 'smtp',
    smtp: { [moment]: words },
    verdict,
    about: 'mailbox',
    words,
    ...rest,
    check: { scope, channels: ['smtp'], ...check },
  };
}

export function pop3Says(moment: Pop3Moment, words: string, verdict: VerdictWanted, parts: Parts = {}): WireScenario {
  const { check, ...rest } = parts;
  return {
    at: 'pop3',
    pop3: { [moment]: words },
    verdict,
    about: 'mailbox',
    words,
    ...rest,
    check: { scope: 'pop3', channels: ['pop3'], ...check },
  };
}

export function logSays(
  log: string,
  words: string,
  verdict: VerdictWanted,
  parts: Partial<LogScenario> = {},
): LogScenario {
  return { at: 'log', log, words, verdict, about: 'mailbox', ...parts };
}

/** The same number in the log of eBiss, or said to the script on its server. */
export function entraSaid(
  source: Exclude<Source, 'check'>,
  code: number,
  verdict: VerdictWanted,
  age: SecretAge = 'unknown',
): LogScenario | ServerScenario {
  const words = `AADSTS${code}: Something.`;
  const wanted = { verdict, about: { text: `AADSTS${code}` }, words, age };
  return source === 'log' ? { at: 'log', log: words, ...wanted } : { at: 'server', code, ...wanted };
}

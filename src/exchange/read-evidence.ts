// What somebody pasted -> evidence. The text is foreign: nothing of it comes out but booleans, GUIDs and a user principal
// name in a narrow alphabet; addresses come out in the spelling in which they were asked for.

import type { BeforeChange, Evidence, MailboxState, Registration, SmtpAuthState } from '../setup/evidence.ts';
import { evidenceFormat, evidenceKey } from './evidence-format.ts';
import { evidenceHead, evidenceShape, type PrintedExchange, type PrintedMailbox } from './evidence-shape.ts';
import { addressesOf, type HandOverFacts } from './hand-over-facts.ts';
import { isTooLong, objectsIn } from './pasted-block.ts';
import { withoutWrapping } from './pasted-text.ts';

/** `none`: no evidence in it; `damaged`: cut off or changed; `otherText`: the commands were others. */
export type EvidenceRefusal =
  | 'tooLong'
  | 'none'
  | 'damaged'
  | 'otherFormat'
  | 'otherSetup'
  | 'otherTenant'
  | 'otherText';

export type AskedEvidence = { readonly facts: HandOverFacts; readonly textHash: string };

type ReadEvidence =
  | { readonly ok: true; readonly evidence: Evidence }
  | { readonly ok: false; readonly refusal: EvidenceRefusal };

/** Of several blocks the last whole one counts. */
export function readEvidence(text: string, asked: AskedEvidence): ReadEvidence {
  if (isTooLong(text)) return { ok: false, refusal: 'tooLong' };
  const plain = withoutWrapping(text);
  const read = objectsIn(plain, begin).map((json) => readBlock(json, asked));
  const whole = read.findLast((result) => result.ok || result.refusal !== 'damaged');
  if (whole !== undefined) return whole;
  return { ok: false, refusal: read.length > 0 || traces.test(plain) ? 'damaged' : 'none' };
}

const begin = `{"${evidenceKey}":`;
/** What is left of evidence that lost its beginning. The script itself has none of them. */
const traces = /"textHash":|"smtpAuthOff":|"fullAccess":/;

function readBlock(json: unknown, asked: AskedEvidence): ReadEvidence {
  const head = evidenceHead.safeParse(json);
  if (!head.success) return { ok: false, refusal: 'damaged' };
  const refusal = headRefusal(head.data, asked);
  if (refusal !== null) return { ok: false, refusal };
  const shape = evidenceShape.safeParse(json);
  if (!shape.success) return { ok: false, refusal: 'damaged' };
  const { ranBy, before, after } = shape.data;
  const { facts } = asked;
  return {
    ok: true,
    evidence: { ranBy: toUserName(ranBy), ...toState(after, facts), before: toBefore(before, facts) },
  };
}

function headRefusal(
  head: {
    readonly [evidenceKey]: number;
    readonly setupId: string;
    readonly tenantId: string;
    readonly textHash: string;
  },
  { facts, textHash }: AskedEvidence,
): EvidenceRefusal | null {
  if (head[evidenceKey] !== evidenceFormat) return 'otherFormat';
  if (head.setupId !== facts.setupId) return 'otherSetup';
  if (!isSame(head.tenantId, facts.tenantId)) return 'otherTenant';
  return isSame(head.textHash, textHash) ? null : 'otherText';
}

function toState({ registered, smtpAuthOff, mailboxes }: PrintedExchange, facts: HandOverFacts) {
  return {
    registered:
      registered === null ? null : registered.map(toRegistration).filter((app) => isSame(app.appId, facts.clientId)),
    organizationSmtpAuthOff: toBoolean(smtpAuthOff),
    mailboxes: addressesOf(facts).flatMap((address): readonly MailboxState[] => {
      const printed = mailboxes.find(({ mailbox }) => isSame(mailbox, address));
      return printed === undefined ? [] : [toMailbox(printed, address)];
    }),
  };
}

function toRegistration({ AppId, ObjectId }: { readonly AppId: string; readonly ObjectId: string }): Registration {
  return { appId: AppId, objectId: ObjectId };
}

function toMailbox({ found, smtpAuthOff, pop, fullAccess, sendAs }: PrintedMailbox, mailbox: string): MailboxState {
  return { mailbox, found, smtpAuth: toSmtpAuth(smtpAuthOff), pop: toBoolean(pop), fullAccess, sendAs };
}

function toBefore(printed: PrintedExchange, facts: HandOverFacts): BeforeChange {
  const state = toState(printed, facts);
  const registered = state.registered?.some(({ objectId }) => isSame(objectId, facts.objectId)) ?? null;
  return { ...state, registered };
}

/** Of Exchange's "disabled"; $null is a setting here, that of a mailbox which follows the organization. */
function toSmtpAuth(disabled: PrintedMailbox['smtpAuthOff']): SmtpAuthState | null {
  switch (disabled) {
    case 'True':
      return 'off';
    case 'False':
      return 'on';
    case '':
      return 'organization';
    case null:
      return null;
  }
}

/** $null where a boolean belongs says as little as no answer. */
function toBoolean(printed: PrintedMailbox['pop']): boolean | null {
  return printed === null || printed === '' ? null : printed === 'True';
}

/** The characters that Microsoft Entra ID allows in a user principal name, and its lengths. */
const userName = /^[a-z0-9'._!#^~-]{1,64}@(?=.{1,48}$)[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i;

function toUserName(text: string): string | null {
  return userName.test(text) ? text : null;
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

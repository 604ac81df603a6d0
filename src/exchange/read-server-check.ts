// What somebody pasted of the check on the eBiss server -> what that server saw. The text is foreign: addresses come out in
// the spelling in which they were asked for, and of words only what the shape has made fit to be shown.

import type { ServerChannel, ServerCheck, ServerToken, ServerTrial } from '../setup/server-check.ts';
import type { HandOverFacts } from './hand-over-facts.ts';
import { isTooLong, objectsIn, pastedBytes } from './pasted-block.ts';
import { withoutWrapping } from './pasted-text.ts';
import { serverCheckFormat, serverCheckKey } from './server-check-format.ts';
import { type PrintedToken, type PrintedTrial, serverCheckHead, serverCheckShape } from './server-check-shape.ts';

/** `none`: no result in it; `damaged`: cut off or changed; `otherSetup`: of another one, or of an application it had before. */
export type ServerCheckMistake = 'none' | 'damaged' | 'otherSetup' | 'tooLong';

export type AskedServerCheck = Pick<HandOverFacts, 'setupId' | 'clientId' | 'mailboxes' | 'channels'>;

export type ReadServerCheck =
  | { readonly ok: true; readonly check: ServerCheck }
  | { readonly ok: false; readonly mistake: ServerCheckMistake };

const begin = `{"${serverCheckKey}":`;
/** Of a result, also where its beginning is lost. The script itself has none of them. */
const traces = new RegExp(`"${serverCheckKey}":|"(?:smtp|pop3)":"(?:connect|tls|auth|stat);`);

/** For a text that may be anything: whether it is worth reading. */
export function looksLikeServerCheck(text: string): boolean {
  return traces.test(withoutWrapping(text.slice(0, pastedBytes)));
}

/** Of several blocks the last whole one counts. */
export function readServerCheck(text: string, asked: AskedServerCheck): ReadServerCheck {
  if (isTooLong(text)) return { ok: false, mistake: 'tooLong' };
  const plain = withoutWrapping(text);
  const read = objectsIn(plain, begin).map((json) => readBlock(json, asked));
  const whole = read.findLast((result) => result.ok || result.mistake !== 'damaged');
  return whole ?? { ok: false, mistake: traces.test(plain) ? 'damaged' : 'none' };
}

function readBlock(json: unknown, asked: AskedServerCheck): ReadServerCheck {
  const head = serverCheckHead.safeParse(json);
  if (!head.success || head.data[serverCheckKey] !== serverCheckFormat) return { ok: false, mistake: 'damaged' };
  const { setupId, appId } = head.data;
  if (setupId !== asked.setupId || !isSame(appId, asked.clientId)) return { ok: false, mistake: 'otherSetup' };
  const shape = serverCheckShape.safeParse(json);
  if (!shape.success) return { ok: false, mistake: 'damaged' };
  const { at, token, mailboxes } = shape.data;
  const channels = asked.mailboxes.flatMap((mailbox) => {
    const printed = mailboxes.find((one) => isSame(one.mailbox, mailbox));
    return asked.channels.map((channel): ServerChannel => {
      const seen = printed?.[channel] ?? untried;
      return { mailbox, channel, stage: seen[0], trial: toTrial(seen) };
    });
  });
  return { ok: true, check: { at, token: toToken(token), channels } };
}

/** Not in the result at all, as the script was made before it was asked for. */
const untried: PrintedTrial = ['connect', 'notTried', ''];

function toTrial([, kind, words]: PrintedTrial): ServerTrial {
  switch (kind) {
    case 'passed':
    case 'notTried':
      return { kind };
    case 'refused':
      return { kind, words };
    default:
      return { kind: 'unreachable', failure: kind, words: words === '' ? null : words };
  }
}

function toToken([kind, list, ids, words]: PrintedToken): ServerToken {
  const listed = list.split(',');
  switch (kind) {
    case 'had':
      return { kind, roles: listed.filter((role) => /^[a-z]{1,30}(?:\.[a-z]{1,30}){1,4}$/i.test(role)) };
    case 'refused': {
      const codes = listed.filter((code) => /^\d{1,10}$/.test(code)).map(Number);
      return { kind, codes, words, requestId: requestIds.test(ids) ? ids : null };
    }
    default:
      return { kind: 'unreachable', failure: kind, words: words === '' ? null : words };
  }
}

/** As the bot's own check writes them. */
const requestIds = /^trace_id=[0-9a-f-]{36} correlation_id=[0-9a-f-]{36}$/i;

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

// What the POP3 server answers, line by line, in Exchange Online's words. AUTH takes two lines and no other form.

import { type Exchange, signIn } from './authorization.ts';
import { letArrive } from './delivery.ts';
import { commitMaildrop, type Maildrop, maildropReply, openMaildrop } from './pop3-maildrop.ts';

export const pop3Greeting =
  '+OK The Microsoft Exchange POP3 service is ready. [UwBBAE4ARABCAE8AWAAuAGUAeABhAG0AcABsAGUA]\r\n';

export type Answer = { readonly text: string; readonly close: boolean };

/** `awaiting` is set between AUTH and the line that follows it. */
export type Pop3State = { maildrop: Maildrop | null; awaiting: 'xoauth2' | 'plain' | null; user: string | null };

const protocolError: Answer = { text: '-ERR Protocol error. Connection is closed. 10\r\n', close: true };
const refused = reply('-ERR Authentication failure: unknown user name or bad password.');
const logonFailure = reply('-ERR Logon failure: unknown user name or bad password.');
const notNow = reply('-ERR Command is not valid in this state.');

function reply(line: string): Answer {
  return { text: `${line}\r\n`, close: false };
}

/** `line` is without its line end. Changes `state`. */
export async function answerPop3(exchange: Exchange, state: Pop3State, line: string): Promise<Answer> {
  if (state.awaiting !== null) return finishAuth(exchange, state, line);
  const [verb = '', ...given] = line.trim().split(/\s+/);
  const command = verb.toUpperCase();
  if (command === 'QUIT') return quit(state);
  if (command === 'CAPA') return capabilities(state);
  if (state.maildrop === null) return authorize(state, command, given);
  const text = maildropReply(state.maildrop, command, given);
  return text === null ? notNow : { text, close: false };
}

function quit(state: Pop3State): Answer {
  if (state.maildrop !== null) commitMaildrop(state.maildrop);
  return { text: '+OK Microsoft Exchange Server POP3 server signing off.\r\n', close: true };
}

function capabilities({ maildrop }: Pop3State): Answer {
  const signIns = maildrop === null ? ['SASL PLAIN XOAUTH2', 'USER'] : [];
  return reply(['+OK', 'TOP', 'UIDL', ...signIns, '.'].join('\r\n'));
}

function authorize(state: Pop3State, command: string, given: readonly string[]): Answer {
  switch (command) {
    case 'AUTH':
      return startAuth(state, given);
    case 'USER':
      state.user = given[0] ?? '';
      return reply('+OK');
    case 'PASS':
      return state.user === null ? notNow : logonFailure;
    default:
      return notNow;
  }
}

function startAuth(state: Pop3State, given: readonly string[]): Answer {
  const mechanism = given[0]?.toUpperCase();
  if (given.length > 1) return protocolError;
  if (mechanism !== 'XOAUTH2' && mechanism !== 'PLAIN') return reply('-ERR Unrecognized authentication type.');
  state.awaiting = mechanism === 'PLAIN' ? 'plain' : 'xoauth2';
  return reply('+ ');
}

async function finishAuth(exchange: Exchange, state: Pop3State, line: string): Promise<Answer> {
  const mechanism = state.awaiting;
  state.awaiting = null;
  if (line === '*') return reply('-ERR AUTH was cancelled.');
  const response = mechanism === 'xoauth2' ? readXoauth2(line) : null;
  if (response === null) return refused;
  const result = signIn(exchange, 'pop3', await exchange.verifyToken(response.token), response.user);
  if (!result.ok) return refused;
  const { mailbox } = result.signedIn;
  letArrive(mailbox, exchange.cloud.deliverySeconds, exchange.now());
  state.maildrop = openMaildrop(mailbox);
  return reply('+OK User successfully authenticated.');
}

/** `user=…^Aauth=Bearer …^A^A` in base64. */
function readXoauth2(line: string): { readonly user: string; readonly token: string } | null {
  const [user, auth, ...rest] = Buffer.from(line, 'base64').toString().split('\u0001');
  if (!user?.startsWith('user=') || !auth?.startsWith('auth=Bearer ') || rest.join('|') !== '|') return null;
  return { user: user.slice('user='.length), token: auth.slice('auth=Bearer '.length) };
}

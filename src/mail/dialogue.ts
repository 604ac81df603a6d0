// Plays the stages of one dialogue in order, times them, stops at the first that finds something wrong. The one place
// where a broken connection turns from a throw into a value.

import type { Stage, StageName } from '../setup/check.ts';
import type { Outcome } from '../setup/problem.ts';
import type { Channel } from '../setup/request.ts';
import { createDeadline, type Deadline } from './deadline.ts';
import { LineConnection } from './line-connection.ts';
import type { ChannelSeen, Finding } from './seen.ts';
import type { ServerAddress } from './server-address.ts';
import { serverWords } from './server-words.ts';
import { WireFailure } from './wire-failure.ts';
import { xoauth2Response } from './xoauth2.ts';

export type SignIn = {
  readonly mailbox: string;
  readonly address: ServerAddress;
  /** May still be on its way; the connection is made ready meanwhile. Never rejects. */
  readonly token: Promise<Outcome<string>>;
  readonly deadlineMilliseconds: number;
  /** Ends the dialogue where it is. */
  readonly calledOff: AbortSignal;
  readonly now: () => Date;
};

/** How a stage ended: what the server said, and what was wrong with it. Raw; made fit to be shown here. */
export type StageEnd = { readonly words: string | null; readonly finding: Finding | null };

/** null: there was nothing to do after all, and nothing is shown. */
export type StageStep = { readonly name: StageName; readonly play: () => Promise<StageEnd | null> };

export type Dialogue = {
  readonly connection: LineConnection;
  /** Waits for the token with the deadline held. */
  readonly takeToken: () => Promise<Outcome<string>>;
  /** Waits for something that is not this server's fault, with the deadline held. */
  readonly hold: <Value>(awaited: Promise<Value>) => Promise<Value>;
  /** QUIT has been said, and answered. */
  readonly left: () => void;
};

export type Script = (dialogue: Dialogue) => readonly StageStep[];

export function passed(words: string | null): StageEnd {
  return { words, finding: null };
}

export function refused(words: string): StageEnd {
  return { words, finding: { kind: 'refused', words } };
}

export async function playDialogue(channel: Channel, signIn: SignIn, script: Script): Promise<ChannelSeen> {
  const { mailbox, address } = signIn;
  const deadline = createDeadline(signIn.deadlineMilliseconds, signIn.calledOff);
  const connection = new LineConnection(address, deadline);
  const secrets: string[] = [];
  const takeToken = async () => {
    const token = await deadline.hold(signIn.token);
    if (token.ok) secrets.push(token.value, xoauth2Response(mailbox, token.value));
    return token;
  };
  let farewell: 'QUIT' | null = 'QUIT';
  const left = () => {
    farewell = null;
  };
  const stages: Stage[] = [];
  let found: Finding | null = null;
  for (const step of script({ connection, takeToken, hold: (awaited) => deadline.hold(awaited), left })) {
    const played = await playStage(step, deadline, secrets);
    if (played === null) continue;
    stages.push(played.stage);
    found = played.finding;
    if (found !== null) break;
  }
  connection.close(farewell);
  deadline.clear();
  return { mailbox, channel, at: signIn.now().toISOString(), ...address, stages, finding: found };
}

async function playStage(step: StageStep, deadline: Deadline, secrets: readonly string[]) {
  const from = performance.now();
  const heldBefore = deadline.held();
  const end = await step.play().catch(toStageEnd);
  if (end === null) return null;
  const lasted = performance.now() - from - (deadline.held() - heldBefore);
  const finding = end.finding === null ? null : fitToShow(end.finding, secrets);
  const stage: Stage = {
    name: step.name,
    ok: finding === null,
    milliseconds: Math.max(0, Math.round(lasted)),
    words: end.words === null ? null : serverWords(end.words, secrets),
  };
  return { stage, finding };
}

function toStageEnd(error: unknown): StageEnd {
  if (!(error instanceof WireFailure)) throw error;
  return { words: null, finding: { kind: 'broken', failure: error.kind, details: error.details } };
}

function fitToShow(finding: Finding, secrets: readonly string[]): Finding {
  const bounded = (text: string | null) => (text === null ? null : serverWords(text, secrets));
  switch (finding.kind) {
    case 'notTried':
    case 'notFound':
      return finding;
    case 'broken':
      return { ...finding, details: bounded(finding.details) };
    case 'startTlsNotOffered':
    case 'authNotOffered':
    case 'refused':
      return { ...finding, words: bounded(finding.words) };
  }
}

// Plays the stages of one dialogue in order, times them, stops at the first that finds something wrong. The one place
// where a broken connection turns from a throw into a value.

import type { ChannelResult, Stage, StageName } from '../setup/check.ts';
import type { Outcome, Problem } from '../setup/problem.ts';
import type { Channel } from '../setup/request.ts';
import { createDeadline, type Deadline } from './deadline.ts';
import { diagnosis, type Finding } from './diagnosis.ts';
import { LineConnection } from './line-connection.ts';
import type { ServerAddress } from './mail-check.ts';
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

export type StageStep = { readonly name: StageName; readonly play: () => Promise<StageEnd> };

export type Dialogue = {
  readonly connection: LineConnection;
  /** Waits for the token with the deadline held. */
  readonly takeToken: () => Promise<Outcome<string>>;
};

export type Script = (dialogue: Dialogue) => readonly StageStep[];

export function passed(words: string | null): StageEnd {
  return { words, finding: null };
}

export function refused(words: string): StageEnd {
  return { words, finding: { kind: 'refused', words } };
}

export async function playDialogue(channel: Channel, signIn: SignIn, script: Script): Promise<ChannelResult> {
  const { mailbox, address } = signIn;
  const deadline = createDeadline(signIn.deadlineMilliseconds, signIn.calledOff);
  const connection = new LineConnection(address, deadline);
  const secrets: string[] = [];
  const takeToken = async () => {
    const token = await deadline.hold(signIn.token);
    if (token.ok) secrets.push(token.value, xoauth2Response(mailbox, token.value));
    return token;
  };
  const stages: Stage[] = [];
  let found: Problem | null = null;
  for (const step of script({ connection, takeToken })) {
    const { stage, finding } = await playStage(step, deadline, secrets);
    stages.push(stage);
    if (finding === null) continue;
    found = diagnosis(finding, { channel, stage: step.name, mailbox, address });
    break;
  }
  connection.close('QUIT');
  deadline.clear();
  return { mailbox, channel, at: signIn.now().toISOString(), ...address, stages, problem: found };
}

async function playStage(step: StageStep, deadline: Deadline, secrets: readonly string[]) {
  const from = performance.now();
  const heldBefore = deadline.held();
  const end = await step.play().catch(toStageEnd);
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
      return finding;
    case 'broken':
      return { ...finding, details: bounded(finding.details) };
    case 'startTlsNotOffered':
    case 'authNotOffered':
    case 'refused':
      return { ...finding, words: bounded(finding.words) };
  }
}

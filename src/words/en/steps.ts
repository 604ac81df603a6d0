// Words of the checklist: the steps, the three parts they belong to, and where a step can stand.

import type { StepState } from '../../setup/checklist.ts';
import type { PauseCause } from '../../setup/pause.ts';
import type { StepName } from '../../setup/steps.ts';

const titles: Readonly<Record<StepName, string>> = {
  plan: 'Plan',
  authorize: 'Authorization',
  application: 'App registration',
  servicePrincipal: 'Enterprise application',
  secret: 'Client secret',
  consent: 'Admin consent',
  exchange: 'Exchange commands',
  verification: 'Verification',
};

/** A symbol beside each word, so that nothing rests on colour; the words say the same. */
const states: Readonly<Record<StepState['kind'], { readonly symbol: string; readonly word: string }>> = {
  done: { symbol: '✓', word: 'Done' },
  working: { symbol: '↻', word: 'At work' },
  waiting: { symbol: '○', word: 'Waiting' },
  wrong: { symbol: '✕', word: 'Wrong' },
  later: { symbol: '–', word: 'Later' },
};

/** What a step waits for in the middle of a run. */
const pauses: Readonly<Record<PauseCause, (seconds: number) => string>> = {
  askedToWait: (seconds) => `Microsoft asks us to wait ${seconds} s`,
  unanswered: (seconds) => `No answer from Microsoft; looking again in ${seconds} s whether it was done`,
  replicating: (seconds) => `Not known everywhere at Microsoft yet; trying again in ${seconds} s`,
};

export const steps = {
  titles,
  states,
  pauses,
  /** A refusal that time may mend is not called wrong. */
  notYet: { symbol: '○', word: 'Not yet' },
  parts: { entra: 'Microsoft Entra ID', exchange: 'Exchange commands', verification: 'Verification' },
  /** Where a hand-over stands, beside the name of whoever did it. */
  handOver: {
    states: {
      handOverRejected: { symbol: '✕', word: 'Rejected' },
      handOverLapsed: { symbol: '○', word: 'Lapsed' },
      handOverUndeliverable: { symbol: '✕', word: 'Not delivered' },
    },
    noEvidence: 'Without evidence',
    evidenceFits: 'The evidence fits',
    evidenceDiffers: (count: number) => `The evidence differs in ${count === 1 ? '1 point' : `${count} points`}`,
    claim: 'A claim, from your own chat',
    approved: (at: string) => `Approved, ${at}`,
    taken: (at: string) => `At it since ${at}`,
  },
  waitingFor: (who: string) => `Waiting for ${who}`,
  waitingForSince: (who: string, since: string) => `Waiting for ${who} since ${since}`,
  nextTry: (at: string) => `Next try at ${at}`,
};

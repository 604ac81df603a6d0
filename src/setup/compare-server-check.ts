// What the check on the eBiss server left out, and where it does not agree with the bot's own latest test. Pure.

import type { Problem } from './problem.ts';
import type { Channel } from './request.ts';
import type { ServerCheck } from './server-check.ts';
import type { Setup } from './setup.ts';

export type Judged = { readonly mailbox: string; readonly channel: Channel; readonly problem: Problem | null };

/** `failsThere`: from the eBiss server alone; `failsHere`: from the bot alone; `otherReason`: from both, but differently. */
export const remarkKinds = ['untried', 'failsThere', 'failsHere', 'otherReason'] as const;
export type RemarkKind = (typeof remarkKinds)[number];

export type Remark = {
  readonly kind: RemarkKind;
  readonly channel: Channel;
  /** Never empty. */
  readonly mailboxes: readonly string[];
};

/** One for each kind and channel that there is something to say of. */
export function remarksOn(setup: Setup, check: ServerCheck, judged: readonly Judged[]): readonly Remark[] {
  return remarkKinds.flatMap((kind) =>
    setup.request.channels.flatMap((channel): readonly Remark[] => {
      const mailboxes = setup.request.mailboxes.filter(
        (mailbox) => remarkOn(setup, check, judgedOf(judged, mailbox, channel), mailbox, channel) === kind,
      );
      return mailboxes.length === 0 ? [] : [{ kind, channel, mailboxes }];
    }),
  );
}

function judgedOf(judged: readonly Judged[], mailbox: string, channel: Channel): Judged | null {
  return judged.find((one) => one.mailbox === mailbox && one.channel === channel) ?? null;
}

function remarkOn(
  { results }: Setup,
  { token }: ServerCheck,
  there: Judged | null,
  mailbox: string,
  channel: Channel,
): RemarkKind | null {
  // Without a token nothing could be tried, which the token's own cause says once.
  if (there === null) return token.kind === 'had' ? 'untried' : null;
  const here = results.find((result) => result.mailbox === mailbox && result.channel === channel);
  if (here === undefined || here.problem?.reason === there.problem?.reason) return null;
  if (here.problem === null) return 'failsThere';
  return there.problem === null ? 'failsHere' : 'otherReason';
}

/** Whether one of the two got a token and the other none; null where they agree, or the bot has not tried. */
export function tokenRemark({ token }: Setup, there: Problem | null): 'failsThere' | 'failsHere' | null {
  if (token === null || (token.problem === null) === (there === null)) return null;
  return there === null ? 'failsHere' : 'failsThere';
}

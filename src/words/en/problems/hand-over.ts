// What is said when a hand-over does not go on by itself.

import type { ProblemText } from './text.ts';

export const handOverProblems = {
  handOverRejected: {
    what: 'An Exchange administrator rejected the request.',
    how: 'Press Change to change it; the Exchange administrators then decide anew. Nothing that exists is lost.',
  },
  handOverLapsed: {
    what: 'Nobody answered within 14 days, so the request lapsed.',
    how: 'Press “Send it again”. What was approved stays approved, unless another channel has been confirmed since: those there are asked anew.',
  },
  handOverUndeliverable: {
    what: 'The request could not be posted to the channel of the Exchange administrators.',
    how: 'If the bot was removed from their team, have it added again; if the channel is gone, have another one confirmed (“exchange here” in it). Then press “Send it again”. Or press “Forward it myself”, or Change where the request is to be another one.',
  },
} as const satisfies Record<string, ProblemText>;

// What is said when a hand-over does not go on by itself.

import type { ProblemText } from './text.ts';

export const handOverProblems = {
  handOverRejected: {
    what: 'An Exchange administrator rejected the request.',
    how: 'Press Change to change it; the Exchange administrators then decide anew. Nothing that exists is lost.',
  },
  handOverLapsed: {
    what: 'Nobody answered within 14 days, so the request lapsed.',
    how: 'Press “Send it again”. What was approved stays approved.',
  },
  handOverUndeliverable: {
    what: 'The request could not be posted to the channel of the Exchange administrators: the bot was removed from it, or the channel deleted.',
    how: 'Have the bot added to the team again and press “Send it again”, or press “Forward it myself”.',
  },
} as const satisfies Record<string, ProblemText>;

// Rules about reaching a server at all: name, port, time, certificate, and who answers. They hold for the token endpoint
// as for the mail servers. Retry is for what may have been a moment's trouble; a closed port needs somebody.

import type { StageName } from '../../setup/check.ts';
import { type Failure, table } from '../seen.ts';

export type ReachFacts = Failure & { readonly stage: StageName };

const network = { actor: 'networkAdministrator', remedy: 'askAdmin' } as const;

export const reachRules = table([
  {
    name: 'name resolution is out of order for the moment',
    fits: ({ failure, details }: ReachFacts) => failure === 'nameNotResolved' && details === 'EAI_AGAIN',
    means: { reason: 'nameNotResolved', actor: 'networkAdministrator', remedy: 'retry' },
  },
  {
    name: 'name not resolved',
    fits: ({ failure }) => failure === 'nameNotResolved',
    means: { reason: 'nameNotResolved', ...network },
  },
  {
    name: 'port closed',
    fits: ({ failure }) => failure === 'connectionRefused',
    means: { reason: 'connectionRefused', ...network },
  },
  {
    name: 'port swallowed by a firewall',
    fits: ({ failure, stage }) => failure === 'timedOut' && stage === 'connect',
    means: { reason: 'timedOut', actor: 'networkAdministrator', remedy: 'retry', likely: true },
  },
  {
    name: 'no answer in time',
    fits: ({ failure }) => failure === 'timedOut',
    means: { reason: 'timedOut', actor: 'nobody', remedy: 'retry' },
  },
  {
    name: 'connection broken off',
    fits: ({ failure }) => failure === 'connectionLost',
    means: { reason: 'connectionLost', actor: 'networkAdministrator', remedy: 'retry', likely: true },
  },
  {
    name: 'certificate of somebody else',
    fits: ({ failure }) => failure === 'certificateUntrusted',
    means: { reason: 'certificateUntrusted', ...network },
  },
  {
    name: 'not what a server of this kind says',
    fits: ({ failure }) => failure === 'protocolUnexpected',
    means: { reason: 'protocolUnexpected', ...network, likely: true },
  },
]);

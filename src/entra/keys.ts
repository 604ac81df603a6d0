// The keys by which this program finds its own things again in a tenant: never by a display name, which anyone may give
// to anything.

import type { Setup } from '../setup/setup.ts';

/** Longer descriptions of credentials are accepted but cut by Graph (documented for keys), which would cost us our mark. */
const descriptionLimit = 90;

/** `uniqueName` of the setup's app registration. */
export function applicationKey(setup: Pick<Setup, 'id'>): string {
  return `ebiss-mail-bot-${setup.id.toLowerCase()}`;
}

/** Description of the client secret that the setup's present attempt makes. */
export function secretDescription(setup: Pick<Setup, 'id' | 'attempts' | 'request'>): string {
  const mark = ` · ${setup.id} · attempt ${setup.attempts}`;
  const label = Array.from(`eBiss ${setup.request.server}`);
  while (label.join('').length + mark.length > descriptionLimit) label.pop();
  return `${label.join('').trimEnd()}${mark}`;
}

/** True for a secret that an attempt of this setup made, whatever the server was called then. */
export function isSecretOf(setup: Pick<Setup, 'id'>, description: string | null): boolean {
  const match = / · ([0-9A-Za-z]+) · attempt \d+$/.exec(description ?? '');
  return match?.[1]?.toUpperCase() === setup.id.toUpperCase();
}

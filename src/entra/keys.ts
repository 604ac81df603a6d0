// The keys by which this program finds its own things again in a tenant: never by a display name, which anyone may give
// to anything.

import { randomUUID } from 'node:crypto';
import type { Setup } from '../setup/setup.ts';

/** Longer descriptions of credentials are accepted but cut by Graph (documented for keys), which would cost us our mark. */
const descriptionLimit = 90;

/** A new `uniqueName` for a setup's app registration: its id for people who look, and what nobody can guess. */
export function newApplicationKey(setupId: string): string {
  return `ebiss-mail-bot-${setupId.toLowerCase()}-${randomUUID().replaceAll('-', '')}`;
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

// What the settings page shows, in the order of eBiss' own form. Made elsewhere from a setup; the secret is never in it.

import type { Verdict } from '../setup/verdict.ts';

export type SettingsRow = {
  readonly label: string;
  /** Empty for the secret, which is read on its own and only when asked for. */
  readonly value: string;
  readonly secret?: boolean;
  /** What was tested instead, where the tested server was another one. */
  readonly tested?: string | null;
};

export type SettingsVerdict = {
  readonly kind: Verdict['kind'];
  /** What may be claimed, with its time, in words. */
  readonly text: string;
  /** Why not more; null where there is nothing to say. */
  readonly reason: string | null;
};

export type SettingsSection = {
  readonly mailbox: string;
  /** As eBiss names the channel: SMTP Send, POP3 Receive. */
  readonly title: string;
  readonly rows: readonly SettingsRow[];
  readonly verdict: SettingsVerdict;
};

export type SettingsView = { readonly sections: readonly SettingsSection[] };

// What the settings page shows, in the order of eBiss' own form. Made elsewhere from a setup; the secret is never in it.

export type SettingsRow = {
  readonly label: string;
  /** Empty for the secret, which is read on its own and only when asked for. */
  readonly value: string;
  readonly secret?: boolean;
  /** What was tested instead, where the tested server was another one. */
  readonly tested?: string | null;
};

export type SettingsVerdict = {
  /** `proved`: as claimed; `open`: not tested or not yet; `wrong`: tested and refused. */
  readonly kind: 'proved' | 'open' | 'wrong';
  /** The claim or the reason, in words. */
  readonly text: string;
  /** ISO 8601; null where it was never tested. */
  readonly at: string | null;
};

export type SettingsSection = {
  readonly mailbox: string;
  /** As eBiss names the channel: SMTP Send, POP3 Receive. */
  readonly title: string;
  readonly rows: readonly SettingsRow[];
  readonly verdict: SettingsVerdict;
};

export type SettingsView = { readonly sections: readonly SettingsSection[] };

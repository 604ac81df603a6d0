// What the script page shows: a script in groups that are explained one by one, and the same as one file.

/** The Exchange commands, the reverse ones, or the check that runs on the eBiss server. */
export type WhichScript = 'handOver' | 'undo' | 'server';

export type ScriptGroup = {
  /** Section of the manual procedure, e.g. 2.2; null where it has none. */
  readonly section: string | null;
  readonly title: string;
  readonly explanation: string;
  readonly commands: readonly string[];
};

export type ScriptView = {
  readonly groups: readonly ScriptGroup[];
  /** UTF-8 with byte-order mark and CRLF, as Windows PowerShell 5.1 needs it. */
  readonly script: Uint8Array;
  readonly fileName: string;
};

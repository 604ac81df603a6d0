// What the script page shows: the Exchange commands in groups, and the same commands as one file.

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

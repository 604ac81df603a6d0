// What stops a script: a mistake in its text or a cmdlet that refuses. Thrown inside the interpreter alone and caught
// once, in run.ts, which hands it out as a value.

export class PowerShellFault extends Error {
  /** Counted from 1; null until the statement that failed is known. */
  readonly line: number | null;

  constructor(message: string, line: number | null = null) {
    super(message);
    this.name = 'PowerShellFault';
    this.line = line;
  }
}

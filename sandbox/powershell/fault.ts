// What stops a script: thrown inside the interpreter alone and caught by `try` or, once, in run.ts, which hands it out
// as a value. Mistakes of whoever wrote the script are never caught by `try`: PowerShell would hide many of them there.

/** A mistake in the script: what is not known here, misspelt, or would wait for an answer. */
export class PowerShellFault extends Error {
  /** Counted from 1; null until the statement that failed is known. */
  readonly line: number | null;

  constructor(message: string, line: number | null = null) {
    super(message);
    this.name = 'PowerShellFault';
    this.line = line;
  }
}

/** A cmdlet says no. PowerShell would print that and go on, unless -ErrorAction Stop makes it terminating. */
export class CmdletRefusal extends PowerShellFault {
  /** Name of the exception, as an error record's CategoryInfo shows it. */
  readonly reason: string;
  /** It throws, whatever -ErrorAction says. */
  readonly throws: boolean;

  constructor(message: string, reason = 'CmdletInvocationException', throws = false) {
    super(message);
    this.reason = reason;
    this.throws = throws;
  }
}

/** What `try` catches: `throw`, and a refusal that is one or was made one by -ErrorAction Stop. */
export class TerminatingError extends PowerShellFault {
  readonly reason: string;
  /** null for `throw`. */
  readonly cmdlet: string | null;

  constructor(message: string, line: number | null, reason: string, cmdlet: string | null) {
    super(message, line);
    this.reason = reason;
    this.cmdlet = cmdlet;
  }
}

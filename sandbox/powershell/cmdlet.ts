// What a cmdlet is made of, and what it is given when it runs. Types only.

import type { Cloud, Tenant } from '../cloud.ts';
import type { ScriptBlock, Value } from './value.ts';

/** `text`: a string, never $null. `condition`: a property name or a script block. */
export type ParameterKind =
  | 'text'
  | 'textOrNull'
  | 'texts'
  | 'boolean'
  | 'booleanOrNull'
  | 'switch'
  | 'number'
  | 'condition'
  | 'any';

type Parameters = Readonly<Record<string, ParameterKind>>;

/** Values of the parameters that were given, by the name under which the cmdlet declares them, and of the right kind. */
export type Bound = ReadonlyMap<string, Value>;

/** Lives as long as a console window: who is connected, and the variables. */
export type Session = { connected: boolean; readonly variables: Map<string, Value> };

export type Call = {
  readonly cloud: Cloud;
  readonly tenant: Tenant;
  readonly session: Session;
  readonly bound: Bound;
  /** What the pipeline brought; null at its beginning. */
  readonly input: readonly Value[] | null;
  /** Text for the screen, beside the pipeline. */
  readonly write: (text: string) => void;
  /** Runs a script block with `$_`. */
  readonly evaluate: (block: ScriptBlock, item: Value) => Value;
};

export type Cmdlet = {
  readonly name: string;
  /** Exists only after Connect-ExchangeOnline. */
  readonly needsConnection: boolean;
  readonly parameters: Parameters;
  readonly positional: readonly string[];
  readonly mandatory: readonly string[];
  readonly takesInput: boolean;
  readonly run: (call: Call) => readonly Value[];
};

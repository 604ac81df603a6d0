// What a cmdlet is made of, and what it is given when it runs. Types only.

import type { Account, Cloud, Tenant } from '../cloud.ts';
import type { Scope } from './scope.ts';
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
  | 'block'
  | 'errorAction'
  | 'any';

type Parameters = Readonly<Record<string, ParameterKind>>;

/** Values of the parameters that were given, by the name under which the cmdlet declares them, and of the right kind. */
export type Bound = ReadonlyMap<string, Value>;

export type Connection = {
  /** Where Exchange's cmdlets act. */
  readonly tenant: Tenant;
  readonly delegatedOrganization: string | null;
};

export type InstalledModule = { readonly name: string; readonly version: string };

/** Lives as long as a console window: who sits there, what is installed, connections, variables. */
export type Session = {
  /** null: an Exchange administrator of the tenant. */
  readonly account: Account | null;
  readonly modules: readonly InstalledModule[];
  readonly connections: Connection[];
  readonly scope: Scope;
};

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
  readonly evaluate: (block: ScriptBlock, item: Value) => readonly Value[];
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

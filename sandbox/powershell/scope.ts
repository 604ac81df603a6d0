// Variables and functions, and where they are seen: read from the scope or those around it, set in it alone.

import { PowerShellFault } from './fault.ts';
import type { FunctionDefinition } from './syntax.ts';
import { toText, type Value } from './value.ts';

export type Scope = {
  readonly variables: Map<string, Value>;
  readonly functions: Map<string, FunctionDefinition>;
  readonly around: Scope | null;
};

const constants: Readonly<Record<string, Value>> = { true: true, false: false, null: null };

export function openScope(around: Scope | null): Scope {
  return { variables: new Map(), functions: new Map(), around };
}

/** As under Set-StrictMode: a misspelt variable is a mistake, not $null. */
export function variableValue(scope: Scope, name: string, line: number): Value {
  const key = name.toLowerCase();
  if (Object.hasOwn(constants, key)) return constants[key] ?? null;
  for (let at: Scope | null = scope; at !== null; at = at.around) {
    const value = at.variables.get(key);
    if (value !== undefined) return value;
  }
  throw new PowerShellFault(`The variable '$${name}' cannot be retrieved because it has not been set.`, line);
}

/** The one preference variable that is known is the one whose effect this interpreter always has. */
export function setVariable(scope: Scope, name: string, value: Value, line: number): void {
  const key = name.toLowerCase();
  if (key === 'null') return;
  if (Object.hasOwn(constants, key)) {
    throw new PowerShellFault(`Cannot overwrite variable ${name} because it is read-only or constant.`, line);
  }
  if (key.endsWith('preference') && !(key === 'erroractionpreference' && value === 'Stop')) {
    throw new PowerShellFault(`'$${name} = ${toText(value)}' is not known here.`, line);
  }
  scope.variables.set(key, value);
}

/** Runs `action` with `$_`, and puts back what `$_` was. */
export function withItem<Result>({ variables }: Scope, item: Value, action: () => Result): Result {
  const outer = variables.get('_');
  variables.set('_', item);
  try {
    return action();
  } finally {
    if (outer === undefined) variables.delete('_');
    else variables.set('_', outer);
  }
}

export function findFunction(scope: Scope, name: string): FunctionDefinition | undefined {
  for (let at: Scope | null = scope; at !== null; at = at.around) {
    const found = at.functions.get(name.toLowerCase());
    if (found !== undefined) return found;
  }
  return undefined;
}

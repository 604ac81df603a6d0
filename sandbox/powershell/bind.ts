// Arguments -> parameters of a cmdlet, refused as PowerShell refuses them. Stricter in one thing: names are not shortened.

import type { Bound, Cmdlet, ParameterKind } from './cmdlet.ts';
import { PowerShellFault } from './fault.ts';
import { isBlock, isList, toItems, toText, type Value } from './value.ts';

export type Given =
  | { readonly kind: 'parameter'; readonly name: string; readonly value: Value | undefined }
  | { readonly kind: 'value'; readonly value: Value };

export function bind(cmdlet: Cmdlet, given: readonly Given[]): Bound {
  const bound = new Map<string, Value>();
  const free: Value[] = [];
  for (let at = 0; at < given.length; at += 1) {
    const argument = given[at];
    if (argument === undefined) break;
    if (argument.kind === 'value') {
      free.push(argument.value);
      continue;
    }
    const { name, kind } = declared(cmdlet, argument.name);
    if (bound.has(name)) {
      throw new PowerShellFault(`Cannot bind parameter because parameter '${name}' is specified more than once.`);
    }
    const next = given[at + 1];
    if (argument.value !== undefined) bound.set(name, convert(name, kind, argument.value));
    else if (kind === 'switch') bound.set(name, true);
    else if (next?.kind === 'value') {
      bound.set(name, convert(name, kind, next.value));
      at += 1;
    } else throw new PowerShellFault(`Missing an argument for parameter '${name}'. Specify a parameter and try again.`);
  }
  bindPositions(cmdlet, bound, free);
  return complete(cmdlet, bound);
}

/** Of the parameters that every cmdlet has, the one that is needed, with the one value that is known. */
const common: Readonly<Record<string, ParameterKind>> = { ErrorAction: 'errorAction' };

function declared(cmdlet: Cmdlet, typed: string): { readonly name: string; readonly kind: ParameterKind } {
  const parameters = Object.entries({ ...cmdlet.parameters, ...common });
  const found = parameters.find(([name]) => name.toLowerCase() === typed.toLowerCase());
  if (found === undefined) {
    throw new PowerShellFault(`A parameter cannot be found that matches parameter name '${typed}'.`);
  }
  return { name: found[0], kind: found[1] };
}

function bindPositions(cmdlet: Cmdlet, bound: Map<string, Value>, free: readonly Value[]): void {
  const open = cmdlet.positional.filter((name) => !bound.has(name));
  free.forEach((value, index) => {
    const name = open[index];
    if (name === undefined) {
      throw new PowerShellFault(`A positional parameter cannot be found that accepts argument '${toText(value)}'.`);
    }
    bound.set(name, convert(name, declared(cmdlet, name).kind, value));
  });
}

/** A console would ask for what is missing; whoever pastes a script wants to be told. */
function complete(cmdlet: Cmdlet, bound: Bound): Bound {
  const missing = cmdlet.mandatory.filter((name) => !bound.has(name));
  if (missing.length === 0) return bound;
  throw new PowerShellFault(
    `Cannot process command because of one or more missing mandatory parameters: ${missing.join(' ')}.`,
  );
}

function convert(name: string, kind: ParameterKind, value: Value): Value {
  switch (kind) {
    case 'text':
      if (value === null || value === '') {
        const what = value === null ? 'null' : 'an empty string';
        throw new PowerShellFault(`Cannot bind argument to parameter '${name}' because it is ${what}.`);
      }
      return toScalarText(name, value);
    case 'textOrNull':
      return value === null ? null : toScalarText(name, value);
    case 'texts':
      return toItems(value).map((item) => toScalarText(name, item));
    case 'boolean':
    case 'switch':
      return toBoolean(name, value);
    case 'booleanOrNull':
      return value === null ? null : toBoolean(name, value);
    case 'number':
      if (typeof value === 'number') return value;
      throw cannotConvert(name, value, 'System.Int32');
    case 'errorAction':
      if (toText(value).toLowerCase() === 'stop') return 'Stop';
      throw new PowerShellFault(`'-ErrorAction ${toText(value)}' is not known here.`);
    case 'block':
      if (isBlock(value)) return value;
      throw cannotConvert(name, value, 'System.Management.Automation.ScriptBlock');
    case 'condition':
      return isBlock(value) ? value : toScalarText(name, value);
    case 'any':
      return value;
  }
}

function toScalarText(name: string, value: Value): string {
  if (isList(value) || isBlock(value)) throw cannotConvert(name, value, 'System.String');
  return toText(value);
}

function toBoolean(name: string, value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  throw cannotConvert(name, value, 'System.Boolean');
}

function cannotConvert(name: string, value: Value, type: string): PowerShellFault {
  return new PowerShellFault(
    `Cannot process argument transformation on parameter '${name}'. Cannot convert value "${toText(value)}" to type "${type}".`,
  );
}

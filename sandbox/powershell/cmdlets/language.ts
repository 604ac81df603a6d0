// PowerShell's own cmdlets for filtering, shaping and printing. None of them touches the tenant.

import type { Call, Cmdlet } from '../cmdlet.ts';
import { PowerShellFault } from '../fault.ts';
import { operate } from '../operators.ts';
import { toJson } from '../show.ts';
import { type Comparison, comparisons } from '../syntax.ts';
import { fromItems, isBlock, isList, isTrue, propertyOf, toObject, toText, type Value } from '../value.ts';
import { booleanOf, textsOf } from './arguments.ts';

const ofThisShell = { needsConnection: false, takesInput: true } as const;

const operatorSwitches = Object.fromEntries(comparisons.map((name) => [name, 'switch' as const]));

/** Both forms: `Where-Object Name -eq 'value'` and `Where-Object { $_.Name -eq 'value' }`. */
export const whereObject: Cmdlet = {
  ...ofThisShell,
  name: 'Where-Object',
  parameters: { Condition: 'condition', Value: 'any', ...operatorSwitches },
  positional: ['Condition', 'Value'],
  mandatory: ['Condition'],
  run: (call) => (call.input ?? []).filter((item) => isTrue(judge(call, item))),
};

function judge({ bound, evaluate }: Call, item: Value): Value {
  const condition = bound.get('Condition') ?? null;
  const operators = comparisons.filter((operator) => bound.has(operator));
  if (isBlock(condition)) {
    if (bound.size === 1) return fromItems(evaluate(condition, item));
    throw new PowerShellFault('Parameter set cannot be resolved using the specified named parameters.');
  }
  const property = propertyOf(item, toText(condition)) ?? null;
  if (operators.length === 0 && !bound.has('Value')) return property;
  return operate(onlyOperator(operators), property, valueBeside(bound.get('Value')));
}

function onlyOperator(operators: readonly Comparison[]): Comparison {
  const [operator] = operators;
  if (operator !== undefined && operators.length === 1) return operator;
  throw new PowerShellFault('Parameter set cannot be resolved using the specified named parameters.');
}

function valueBeside(value: Value | undefined): Value {
  if (value !== undefined) return value;
  throw new PowerShellFault('The specified operator requires both the -Property and -Value parameters.');
}

export const forEachObject: Cmdlet = {
  ...ofThisShell,
  name: 'ForEach-Object',
  parameters: { Process: 'block' },
  positional: ['Process'],
  mandatory: ['Process'],
  run: ({ bound, input, evaluate }) => {
    const process = bound.get('Process') ?? null;
    return (input ?? []).flatMap((item) => (isBlock(process) ? evaluate(process, item) : []));
  },
};

export const selectObject: Cmdlet = {
  ...ofThisShell,
  name: 'Select-Object',
  parameters: { Property: 'texts', Last: 'number' },
  positional: ['Property'],
  mandatory: [],
  run: ({ bound, input }) => {
    const last = bound.get('Last');
    const items = typeof last === 'number' ? (input ?? []).slice(-last) : (input ?? []);
    if (!bound.has('Property')) return items;
    const names = textsOf(bound, 'Property');
    return items.map((item) =>
      toObject(Object.fromEntries(names.map((name) => [name, propertyOf(item, name) ?? null]))),
    );
  },
};

export const convertToJson: Cmdlet = {
  ...ofThisShell,
  name: 'ConvertTo-Json',
  parameters: { Depth: 'number', Compress: 'switch' },
  positional: [],
  mandatory: [],
  run: ({ bound, input }) => {
    const depth = bound.get('Depth') ?? 2;
    if (input === null || input.length === 0 || typeof depth !== 'number') return [];
    return [toJson(input, booleanOf(bound, 'Compress') === true, depth)];
  },
};

export const outNull: Cmdlet = {
  ...ofThisShell,
  name: 'Out-Null',
  parameters: {},
  positional: [],
  mandatory: [],
  run: () => [],
};

export const writeHost: Cmdlet = {
  ...ofThisShell,
  name: 'Write-Host',
  parameters: { Object: 'any' },
  positional: ['Object'],
  mandatory: [],
  run: ({ bound, write }) => {
    write(toText(bound.get('Object') ?? null));
    return [];
  },
};

export const writeWarning: Cmdlet = {
  ...ofThisShell,
  name: 'Write-Warning',
  parameters: { Message: 'text' },
  positional: ['Message'],
  mandatory: ['Message'],
  run: ({ bound, write }) => {
    write(`WARNING: ${toText(bound.get('Message') ?? null)}`);
    return [];
  },
};

export const writeOutput: Cmdlet = {
  ...ofThisShell,
  name: 'Write-Output',
  parameters: { InputObject: 'any' },
  positional: ['InputObject'],
  mandatory: ['InputObject'],
  run: ({ bound }) => {
    const value = bound.get('InputObject') ?? null;
    return isList(value) ? value : [value];
  },
};

// PowerShell's own cmdlets for filtering, shaping and printing. None of them touches the tenant.

import type { Call, Cmdlet } from '../cmdlet.ts';
import { PowerShellFault } from '../fault.ts';
import { toJson } from '../show.ts';
import { type BinaryOperator, binaryOperators } from '../syntax.ts';
import { isBlock, isList, isTrue, operate, propertyOf, toObject, toText, type Value } from '../value.ts';
import { booleanOf, textsOf } from './arguments.ts';

const ofThisShell = { needsConnection: false, takesInput: true } as const;

/** Both forms: `Where-Object Name -eq 'value'` and `Where-Object { $_.Name -eq 'value' }`. */
export const whereObject: Cmdlet = {
  ...ofThisShell,
  name: 'Where-Object',
  parameters: { Condition: 'condition', Value: 'any', eq: 'switch', ne: 'switch', gt: 'switch', lt: 'switch' },
  positional: ['Condition', 'Value'],
  mandatory: ['Condition'],
  run: (call) => (call.input ?? []).filter((item) => isTrue(judge(call, item))),
};

function judge({ bound, evaluate }: Call, item: Value): Value {
  const condition = bound.get('Condition') ?? null;
  const operators = binaryOperators.filter((operator) => bound.has(operator));
  if (isBlock(condition)) {
    if (bound.size === 1) return evaluate(condition, item);
    throw new PowerShellFault('Parameter set cannot be resolved using the specified named parameters.');
  }
  const property = propertyOf(item, toText(condition)) ?? null;
  if (operators.length === 0 && !bound.has('Value')) return property;
  return operate(onlyOperator(operators), property, valueBeside(bound.get('Value')));
}

function onlyOperator(operators: readonly BinaryOperator[]): BinaryOperator {
  const [operator] = operators;
  if (operator !== undefined && operators.length === 1) return operator;
  throw new PowerShellFault('Parameter set cannot be resolved using the specified named parameters.');
}

function valueBeside(value: Value | undefined): Value {
  if (value !== undefined) return value;
  throw new PowerShellFault('The specified operator requires both the -Property and -Value parameters.');
}

export const selectObject: Cmdlet = {
  ...ofThisShell,
  name: 'Select-Object',
  parameters: { Property: 'texts' },
  positional: ['Property'],
  mandatory: ['Property'],
  run: ({ bound, input }) =>
    (input ?? []).map((item) =>
      toObject(Object.fromEntries(textsOf(bound, 'Property').map((name) => [name, propertyOf(item, name) ?? null]))),
    ),
};

/** -Depth is taken and does not matter: nothing here is nested deeper than its default. */
export const convertToJson: Cmdlet = {
  ...ofThisShell,
  name: 'ConvertTo-Json',
  parameters: { Depth: 'number', Compress: 'switch' },
  positional: [],
  mandatory: [],
  run: ({ bound, input }) =>
    input === null || input.length === 0 ? [] : [toJson(input, booleanOf(bound, 'Compress') === true)],
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

// Expressions -> values.

import { operate } from './operators.ts';
import { variableValue } from './scope.ts';
import type { Block, Expression, Pipeline } from './syntax.ts';
import type { TextPart } from './token.ts';
import { fromItems, isTrue, memberOf, type PsObject, toObject, toText, type Value } from './value.ts';
import type { World } from './world.ts';

export function evaluate(world: World, expression: Expression): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'text':
      return expression.parts.map((part) => textOf(world, part, expression.line)).join('');
    case 'variable':
      return variableValue(world.scope, expression.name, expression.line);
    case 'array':
      return expression.items.map((item) => evaluate(world, item));
    case 'member':
      return memberOf(evaluate(world, expression.target), expression.name, expression.line);
    case 'not':
      return !isTrue(evaluate(world, expression.operand));
    case 'toString':
      return toText(evaluate(world, expression.operand));
    case 'binary':
      return binary(world, expression);
    case 'dictionary':
      return toDictionary(world, expression.entries);
    case 'group':
      return pipelineValue(world, expression.pipeline);
    case 'list':
      return outputOf(world, expression.body);
    case 'block':
      return { kind: 'block', body: expression.body };
  }
}

/** -and and -or look at their right side only where it matters. */
function binary(world: World, { operator, left, right }: Extract<Expression, { kind: 'binary' }>): Value {
  const first = evaluate(world, left);
  if (operator === 'and' && !isTrue(first)) return false;
  if (operator === 'or' && isTrue(first)) return true;
  return operate(operator, first, evaluate(world, right));
}

function textOf(world: World, part: TextPart, line: number): string {
  return part.kind === 'text' ? part.text : toText(variableValue(world.scope, part.name, line));
}

function toDictionary(world: World, entries: readonly (readonly [string, Pipeline])[]): PsObject {
  return toObject(Object.fromEntries(entries.map(([key, pipeline]) => [key, pipelineValue(world, pipeline)])));
}

/** `@( … )` and lists stay arrays however few items they hold; a pipeline's output collapses. */
export function pipelineValue(world: World, pipeline: Pipeline): Value {
  const [only] = pipeline.elements;
  if (pipeline.elements.length === 1 && only?.kind === 'expression') return evaluate(world, only.expression);
  const items: Value[] = [];
  world.run.pipeline(world, pipeline, (value) => items.push(value));
  return fromItems(items);
}

export function outputOf(world: World, block: Block): readonly Value[] {
  const items: Value[] = [];
  world.run.block(world, block, (value) => items.push(value));
  return items;
}

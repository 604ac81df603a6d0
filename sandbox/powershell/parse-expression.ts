// Tokens -> expressions. A bare word is a value only where a command's argument stands, as in PowerShell.

import { expectMark, isMarkNext, peek, type Reader, skipLineEnds, take, unexpected } from './reader.ts';
import { type BinaryOperator, binaryOperators, type Expression } from './syntax.ts';

type Place = 'argument' | 'expression';

/** -and and -or have one precedence and go from left to right (about_Operator_Precedence). */
export function parseExpression(reader: Reader): Expression {
  return parseBinary(reader, ['and', 'or'], () =>
    parseBinary(reader, ['eq', 'ne', 'gt', 'lt'], () => parseNot(reader)),
  );
}

function parseBinary(reader: Reader, level: readonly BinaryOperator[], operand: () => Expression): Expression {
  let left = operand();
  for (let operator = operatorNext(reader); operator !== null && level.includes(operator); ) {
    take(reader);
    skipLineEnds(reader);
    left = { kind: 'binary', operator, left, right: operand() };
    operator = operatorNext(reader);
  }
  return left;
}

function operatorNext(reader: Reader): BinaryOperator | null {
  const token = peek(reader);
  if (token.kind !== 'parameter') return null;
  const operator = binaryOperators.find((known) => known === token.name.toLowerCase());
  if (operator === undefined && token.name.toLowerCase() !== 'not') throw unexpected(token, 'an operator was expected');
  return operator ?? null;
}

function parseNot(reader: Reader): Expression {
  const token = peek(reader);
  if (token.kind !== 'parameter' || token.name.toLowerCase() !== 'not') return parseValue(reader, 'expression');
  take(reader);
  return { kind: 'not', operand: parseNot(reader) };
}

/** One value, or several with commas between them. */
export function parseValue(reader: Reader, place: Place): Expression {
  const items = [parseMembers(reader, place)];
  while (isMarkNext(reader, ',')) {
    take(reader);
    skipLineEnds(reader);
    items.push(parseMembers(reader, place));
  }
  const [only] = items;
  return items.length === 1 && only !== undefined ? only : { kind: 'array', items };
}

function parseMembers(reader: Reader, place: Place): Expression {
  let target = parsePrimary(reader, place);
  for (let token = peek(reader); token.kind === 'member'; token = peek(reader)) {
    take(reader);
    target = { kind: 'member', target, name: token.name, line: token.line };
  }
  return target;
}

function parsePrimary(reader: Reader, place: Place): Expression {
  const token = take(reader);
  switch (token.kind) {
    case 'string':
      return { kind: 'text', parts: token.parts, line: token.line };
    case 'variable':
      return { kind: 'variable', name: token.name, line: token.line };
    case 'word':
      if (/^\d+$/.test(token.text)) return { kind: 'literal', value: Number(token.text) };
      if (place === 'argument') return { kind: 'literal', value: token.text };
      throw unexpected(token, 'a value was expected');
    case 'mark':
      return parseParenthesis(reader, token.text, () => unexpected(token, 'a value was expected'));
    default:
      throw unexpected(token, 'a value was expected');
  }
}

function parseParenthesis(reader: Reader, open: string, refusal: () => Error): Expression {
  if (open === '(') {
    skipLineEnds(reader);
    const pipeline = reader.nested.pipeline(reader);
    skipLineEnds(reader);
    expectMark(reader, ')');
    return { kind: 'group', pipeline };
  }
  if (open !== '@(') throw refusal();
  const body = reader.nested.statements(reader);
  expectMark(reader, ')');
  return { kind: 'list', body };
}

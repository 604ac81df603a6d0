// Tokens -> expressions. A bare word is a value only where a command's argument stands, as in PowerShell.

import { PowerShellFault } from './fault.ts';
import { expectMark, isMarkNext, peek, type Reader, skipLineEnds, take, unexpected } from './reader.ts';
import { type BinaryOperator, comparisons, connectives, type Expression, type Pipeline } from './syntax.ts';

type Place = 'argument' | 'expression';

/** -and and -or have one precedence and go from left to right (about_Operator_Precedence). */
export function parseExpression(reader: Reader): Expression {
  return parseBinary(reader, connectives, () => parseBinary(reader, comparisons, () => parseNot(reader)));
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
  const name = token.name.toLowerCase();
  const operator = [...comparisons, ...connectives].find((known) => known === name);
  if (operator === undefined && name !== 'not') throw unexpected(token, 'an operator was expected');
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
  if (peek(reader).kind === 'type' && place === 'expression') return parseTyped(reader);
  let target = parsePrimary(reader, place);
  for (let token = peek(reader); token.kind === 'member'; token = peek(reader)) {
    take(reader);
    target = { kind: 'member', target, name: token.name, line: token.line };
  }
  return target;
}

/** As an argument `[string]$a` would be plain text, so it stays a mistake there. A cast reaches over the members of what follows: `[string]$a.b` is `[string]($a.b)`. */
function parseTyped(reader: Reader): Expression {
  const token = take(reader);
  if (token.kind === 'type' && token.name === 'string') {
    return { kind: 'toString', operand: parseMembers(reader, 'expression') };
  }
  if (token.kind !== 'type' || token.name !== 'ordered') throw unexpected(token, 'this type is not known here');
  expectMark(reader, '@{');
  const entries: (readonly [string, Pipeline])[] = [];
  skipLineEnds(reader);
  while (!isMarkNext(reader, '}')) {
    entries.push(parseEntry(reader));
    if (!isMarkNext(reader, '}') && peek(reader).kind !== 'lineEnd') throw unexpected(peek(reader), "'}' was expected");
    skipLineEnds(reader);
  }
  take(reader);
  return { kind: 'dictionary', entries };
}

function parseEntry(reader: Reader): readonly [key: string, value: Pipeline] {
  const key = take(reader);
  if (key.kind !== 'word') throw unexpected(key, 'a key was expected');
  expectMark(reader, '=');
  return [key.text, reader.nested.pipeline(reader)];
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
      if (token.text === '@{') throw new PowerShellFault("'@{': only [ordered]@{ } is known here.", token.line);
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

// Tokens -> pipelines and commands.

import { parseExpression, parseValue } from './parse-expression.ts';
import { isMarkNext, peek, type Reader, skipLineEnds, take, unexpected } from './reader.ts';
import type { Argument, Command, Element, Expression, Pipeline } from './syntax.ts';

export function parsePipeline(reader: Reader): Pipeline {
  const { line } = peek(reader);
  const elements = [parseFirst(reader)];
  while (isMarkNext(reader, '|')) {
    take(reader);
    skipLineEnds(reader);
    elements.push(parseCommand(reader));
  }
  return { elements, line };
}

function parseFirst(reader: Reader): Element {
  const first = peek(reader);
  if (first.kind === 'word' && !/^\d/.test(first.text)) return parseCommand(reader);
  if (!isMarkNext(reader, '&')) return { kind: 'expression', expression: parseExpression(reader) };
  take(reader);
  if (!isMarkNext(reader, '{')) throw unexpected(first, 'what is called must be a script block here');
  return { kind: 'call', body: reader.nested.block(reader) };
}

function parseCommand(reader: Reader): Command {
  const name = take(reader);
  if (name.kind !== 'word') throw unexpected(name, 'a command was expected');
  const given: Argument[] = [];
  while (isArgumentNext(reader)) {
    const token = peek(reader);
    if (token.kind === 'parameter') {
      take(reader);
      given.push({ kind: 'parameter', name: token.name, value: token.colon ? parseArgumentValue(reader) : null });
    } else {
      given.push({ kind: 'value', value: parseArgumentValue(reader) });
    }
  }
  return { kind: 'command', name: name.text, arguments: given, line: name.line };
}

function isArgumentNext(reader: Reader): boolean {
  const token = peek(reader);
  if (token.kind === 'lineEnd' || token.kind === 'end') return false;
  return token.kind !== 'mark' || ['(', '@(', '@{', '{', '&'].includes(token.text);
}

function parseArgumentValue(reader: Reader): Expression {
  if (isMarkNext(reader, '{')) return { kind: 'block', body: reader.nested.block(reader) };
  return parseValue(reader, 'argument');
}

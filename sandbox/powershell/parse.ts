// Tokens -> statements. Reserved words of PowerShell that the bot never posts are refused, not taken for commands.

import { PowerShellFault } from './fault.ts';
import { toTokens } from './lex.ts';
import { parseExpression, parseValue } from './parse-expression.ts';
import { expectMark, isMarkNext, isWordNext, peek, type Reader, skipLineEnds, take, unexpected } from './reader.ts';
import type { Argument, Block, Command, Expression, Pipeline, Statement } from './syntax.ts';

const unknownKeywords = new Set(
  'begin break catch class continue data do dynamicparam else elseif end enum exit filter finally for function hidden in param process return static switch trap try until using while workflow'.split(
    ' ',
  ),
);

export function parseScript(source: string): Block {
  const nested = { pipeline: parsePipeline, statements: parseStatements };
  const reader: Reader = { tokens: toTokens(source), nested, at: 0 };
  const statements = parseStatements(reader);
  if (peek(reader).kind !== 'end') throw unexpected(peek(reader), 'a statement was expected');
  return statements;
}

/** Until `}`, `)` or the end. */
function parseStatements(reader: Reader): Block {
  const statements: Statement[] = [];
  skipLineEnds(reader);
  while (!isAtClose(reader)) {
    const statement = parseStatement(reader);
    statements.push(statement);
    const closed = statement.kind === 'foreach' || statement.kind === 'if';
    if (!closed && !isAtClose(reader) && peek(reader).kind !== 'lineEnd') {
      throw unexpected(peek(reader), 'the end of the statement was expected');
    }
    skipLineEnds(reader);
  }
  return statements;
}

function isAtClose(reader: Reader): boolean {
  return peek(reader).kind === 'end' || isMarkNext(reader, '}') || isMarkNext(reader, ')');
}

function parseStatement(reader: Reader): Statement {
  const token = peek(reader);
  if (token.kind === 'variable') {
    const next = reader.tokens[reader.at + 1];
    if (next?.kind === 'mark' && next.text === '=') return parseAssignment(reader, token.name, token.line);
  }
  if (token.kind === 'word') {
    const word = token.text.toLowerCase();
    if (word === 'foreach') return parseForeach(reader);
    if (word === 'if') return parseIf(reader);
    if (word === 'throw') return parseThrow(reader);
    if (unknownKeywords.has(word)) throw new PowerShellFault(`'${token.text}' is not known here.`, token.line);
  }
  return { kind: 'pipeline', pipeline: parsePipeline(reader), line: token.line };
}

function parseAssignment(reader: Reader, name: string, line: number): Statement {
  reader.at += 2;
  skipLineEnds(reader);
  return { kind: 'assign', name, value: parsePipeline(reader), line };
}

function parseForeach(reader: Reader): Statement {
  const { line } = take(reader);
  expectMark(reader, '(');
  const variable = take(reader);
  if (variable.kind !== 'variable') throw unexpected(variable, 'a variable was expected');
  if (!isWordNext(reader, 'in')) throw unexpected(peek(reader), "'in' was expected");
  take(reader);
  const list = parsePipeline(reader);
  expectMark(reader, ')');
  return { kind: 'foreach', variable: variable.name, list, body: parseBlock(reader), line };
}

function parseIf(reader: Reader): Statement {
  const { line } = peek(reader);
  const branches: { condition: Pipeline; body: Block }[] = [];
  do {
    take(reader);
    expectMark(reader, '(');
    const condition = parsePipeline(reader);
    expectMark(reader, ')');
    branches.push({ condition, body: parseBlock(reader) });
  } while (isFollowedBy(reader, 'elseif'));
  if (!isFollowedBy(reader, 'else')) return { kind: 'if', branches, otherwise: [], line };
  take(reader);
  return { kind: 'if', branches, otherwise: parseBlock(reader), line };
}

/** Looks past line ends, and stays there only if the word follows. */
function isFollowedBy(reader: Reader, word: string): boolean {
  const { at } = reader;
  skipLineEnds(reader);
  if (isWordNext(reader, word)) return true;
  reader.at = at;
  return false;
}

function parseThrow(reader: Reader): Statement {
  const { line } = take(reader);
  return { kind: 'throw', value: parseExpression(reader), line };
}

function parseBlock(reader: Reader): Block {
  skipLineEnds(reader);
  expectMark(reader, '{');
  const body = parseStatements(reader);
  expectMark(reader, '}');
  return body;
}

function parsePipeline(reader: Reader): Pipeline {
  const { line } = peek(reader);
  const first = peek(reader);
  const elements: Pipeline['elements'][number][] = [
    first.kind === 'word' && !/^\d/.test(first.text)
      ? parseCommand(reader)
      : { kind: 'expression', expression: parseExpression(reader) },
  ];
  while (isMarkNext(reader, '|')) {
    take(reader);
    skipLineEnds(reader);
    elements.push(parseCommand(reader));
  }
  return { elements, line };
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
  return token.kind !== 'mark' || token.text === '(' || token.text === '@(' || token.text === '{';
}

function parseArgumentValue(reader: Reader): Expression {
  if (isMarkNext(reader, '{')) return { kind: 'block', body: parseBlock(reader) };
  return parseValue(reader, 'argument');
}

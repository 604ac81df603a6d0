// Tokens -> statements. Reserved words of PowerShell that the bot never posts are refused, not taken for commands.

import { PowerShellFault } from './fault.ts';
import { toTokens } from './lex.ts';
import { parseExpression } from './parse-expression.ts';
import { parsePipeline } from './parse-pipeline.ts';
import { expectMark, isMarkNext, isWordNext, peek, type Reader, skipLineEnds, take, unexpected } from './reader.ts';
import type { Block, Pipeline, Statement } from './syntax.ts';

const unknownKeywords = new Set(
  'begin break catch class continue data do dynamicparam else elseif end enum exit filter finally for hidden in param process return static switch trap until using while workflow'.split(
    ' ',
  ),
);

const parserOf: Readonly<Record<string, (reader: Reader) => Statement>> = {
  foreach: parseForeach,
  if: parseIf,
  try: parseTry,
  function: parseFunction,
  throw: parseThrow,
};

export function parseScript(source: string): Block {
  const nested = { pipeline: parsePipeline, statements: parseStatements, block: parseBlock };
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
    const closed = ['foreach', 'if', 'try', 'function'].includes(statement.kind);
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
    const parser = Object.hasOwn(parserOf, word) ? parserOf[word] : undefined;
    if (parser !== undefined) return parser(reader);
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
  const variable = takeVariable(reader);
  if (!isWordNext(reader, 'in')) throw unexpected(peek(reader), "'in' was expected");
  take(reader);
  const list = parsePipeline(reader);
  expectMark(reader, ')');
  return { kind: 'foreach', variable, list, body: parseBlock(reader), line };
}

function takeVariable(reader: Reader): string {
  const token = take(reader);
  if (token.kind !== 'variable') throw unexpected(token, 'a variable was expected');
  return token.name;
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

/** One `catch` for everything; neither `finally` nor types. */
function parseTry(reader: Reader): Statement {
  const { line } = take(reader);
  const body = parseBlock(reader);
  if (!isFollowedBy(reader, 'catch')) throw unexpected(peek(reader), "'catch' was expected");
  take(reader);
  return { kind: 'try', body, handler: parseBlock(reader), line };
}

function parseFunction(reader: Reader): Statement {
  const { line } = take(reader);
  const name = take(reader);
  if (name.kind !== 'word') throw unexpected(name, 'a name was expected');
  const parameters: string[] = [];
  if (isMarkNext(reader, '(')) {
    do {
      take(reader);
      parameters.push(takeVariable(reader));
    } while (isMarkNext(reader, ','));
    expectMark(reader, ')');
  }
  return { kind: 'function', name: name.text, definition: { parameters, body: parseBlock(reader) }, line };
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

// A position in the list of tokens, with the few questions that the parsers ask of it.

import { PowerShellFault } from './fault.ts';
import type { Block, Pipeline } from './syntax.ts';
import type { Token } from './token.ts';

/** What parentheses inside an expression hold; given along, so that the two parsers need not import each other. */
type Nested = {
  readonly pipeline: (reader: Reader) => Pipeline;
  readonly statements: (reader: Reader) => Block;
  /** With its braces. */
  readonly block: (reader: Reader) => Block;
};

export type Reader = { readonly tokens: readonly Token[]; readonly nested: Nested; at: number };

export function peek(reader: Reader): Token {
  const token = reader.tokens[reader.at] ?? reader.tokens.at(-1);
  if (token === undefined) throw new PowerShellFault('Nothing to read.');
  return token;
}

export function take(reader: Reader): Token {
  const token = peek(reader);
  reader.at += 1;
  return token;
}

export function isMarkNext(reader: Reader, text: string): boolean {
  const token = peek(reader);
  return token.kind === 'mark' && token.text === text;
}

export function expectMark(reader: Reader, text: string): Token {
  if (!isMarkNext(reader, text)) throw unexpected(peek(reader), `'${text}' was expected`);
  return take(reader);
}

export function isWordNext(reader: Reader, word: string): boolean {
  const token = peek(reader);
  return token.kind === 'word' && token.text.toLowerCase() === word;
}

export function skipLineEnds(reader: Reader): void {
  while (peek(reader).kind === 'lineEnd') reader.at += 1;
}

export function unexpected(token: Token, hint: string): PowerShellFault {
  return new PowerShellFault(`Unexpected token ${shown(token)}: ${hint}.`, token.line);
}

function shown(token: Token): string {
  switch (token.kind) {
    case 'lineEnd':
      return 'end of line';
    case 'end':
      return 'end of script';
    case 'word':
    case 'mark':
      return `'${token.text}'`;
    case 'parameter':
      return `'-${token.name}'`;
    case 'variable':
      return `'$${token.name}'`;
    case 'member':
      return `'.${token.name}'`;
    case 'type':
      return `'[${token.name}]'`;
    case 'string':
      return '(a string)';
  }
}

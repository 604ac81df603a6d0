// Source text -> tokens, by PowerShell's own rules for quotes, dashes, comments and line ends.
// What this small language lacks is refused here with its line; nothing is skipped but white space and comments.

import {
  isDash,
  isDoubleQuote,
  isLineEnd,
  isNameCharacter,
  isSingleQuote,
  isSpace,
  isWordCharacter,
} from './characters.ts';
import { PowerShellFault } from './fault.ts';
import { marks, type TextPart, type Token, type TokenContent } from './token.ts';

type Read = { readonly what: TokenContent; readonly end: number };

/** `source` without byte-order mark. Ends with a token of kind `end`. */
export function toTokens(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let line = 1;
  while (at < source.length) {
    const blank = blankEnd(source, at, line);
    if (blank > at) {
      line += lineEnds(source.slice(at, blank));
      at = blank;
      continue;
    }
    const { what, end } = readToken(source, at, line, tokens.at(-1));
    tokens.push({ ...what, line, start: at, end });
    line += lineEnds(source.slice(at, end));
    at = end;
  }
  tokens.push({ kind: 'end', line, start: at, end: at });
  return tokens;
}

function lineEnds(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/** Where white space or a comment that starts at `at` ends; `at` itself where there is none. */
function blankEnd(source: string, at: number, line: number): number {
  if (isSpace(source[at])) return at + 1;
  if (source[at] === '#') return endWhile(source, at, (character) => !isLineEnd(character));
  if (!source.startsWith('<#', at)) return at;
  const close = source.indexOf('#>', at + 2);
  if (close < 0) throw new PowerShellFault("The terminator '#>' is missing from the multiline comment.", line);
  return close + 2;
}

function endWhile(source: string, from: number, accepts: (character: string | undefined) => boolean): number {
  let at = from;
  while (at < source.length && accepts(source[at])) at += 1;
  return at;
}

function readToken(source: string, at: number, line: number, before: Token | undefined): Read {
  const character = source[at];
  if (source.startsWith('\r\n', at)) return { what: { kind: 'lineEnd' }, end: at + 2 };
  if (isLineEnd(character) || character === ';') return { what: { kind: 'lineEnd' }, end: at + 1 };
  if (isSingleQuote(character)) return apart(source, readSingleQuoted(source, at, line), line);
  if (isDoubleQuote(character)) return apart(source, readDoubleQuoted(source, at, line), line);
  if (character === '$') return readVariable(source, at, line);
  if (character === '[') return readType(source, at, line);
  if (character === '.' && before?.end === at && mayHaveMembers(before)) return readMember(source, at, line);
  if (isDash(character)) return readParameter(source, at, line);
  const mark = marks.findLast((text) => source.startsWith(text, at));
  if (mark !== undefined) return { what: { kind: 'mark', text: mark }, end: at + mark.length };
  if (character !== '@' && isWordCharacter(character)) return apart(source, readWord(source, at), line);
  throw new PowerShellFault(`Unexpected token '${character ?? ''}' in expression or statement.`, line);
}

function mayHaveMembers(token: Token): boolean {
  return token.kind === 'variable' || token.kind === 'member' || (token.kind === 'mark' && token.text === ')');
}

/** PowerShell joins or splits adjoining text in ways that nobody means; here that is a mistake. */
function apart(source: string, read: Read, line: number): Read {
  const next = source[read.end];
  if (isSingleQuote(next) || isDoubleQuote(next) || next === '$' || isWordCharacter(next)) {
    throw new PowerShellFault(`Unexpected token '${next ?? ''}' directly after a value.`, line);
  }
  return read;
}

/** Of a doubled quote PowerShell keeps the second character, whichever of the five the first one was. */
function readSingleQuoted(source: string, start: number, line: number): Read {
  let text = '';
  for (let at = start + 1; at < source.length; at += 1) {
    if (isSingleQuote(source[at])) {
      if (!isSingleQuote(source[at + 1])) {
        return { what: { kind: 'string', parts: [{ kind: 'text', text }] }, end: at + 1 };
      }
      at += 1;
    }
    text += source[at];
  }
  throw new PowerShellFault("The string is missing the terminator: '.", line);
}

function readDoubleQuoted(source: string, start: number, line: number): Read {
  const parts: TextPart[] = [];
  let text = '';
  let at = start + 1;
  while (at < source.length) {
    const character = source[at];
    if (character === '`') throw new PowerShellFault('A backtick in a double-quoted string is not known here.', line);
    if (isDoubleQuote(character) && !isDoubleQuote(source[at + 1])) {
      if (text !== '' || parts.length === 0) parts.push({ kind: 'text', text });
      return { what: { kind: 'string', parts }, end: at + 1 };
    }
    if (isDoubleQuote(character)) {
      text += source[at + 1];
      at += 2;
    } else if (character === '$' && /[A-Za-z0-9_({?$^:]/.test(source[at + 1] ?? '')) {
      const variable = readVariable(source, at, line);
      if (text !== '') parts.push({ kind: 'text', text });
      parts.push(variable.what);
      text = '';
      at = variable.end;
    } else {
      text += character;
      at += 1;
    }
  }
  throw new PowerShellFault('The string is missing the terminator: ".', line);
}

function readVariable(source: string, start: number, line: number) {
  const end = endWhile(source, start + 1, isNameCharacter);
  const name = source.slice(start + 1, end);
  if (name === '' || source[end] === ':') {
    const rest = /^\$[^\s]{0,20}/.exec(source.slice(start))?.[0] ?? '$';
    throw new PowerShellFault(`'${rest}': only simple variables such as $name are known here.`, line);
  }
  return { what: { kind: 'variable', name } as const, end };
}

function readMember(source: string, start: number, line: number): Read {
  const end = endWhile(source, start + 1, isNameCharacter);
  const name = source.slice(start + 1, end);
  if (name === '') throw new PowerShellFault("Missing property name after reference operator '.'.", line);
  if (source[end] === '(') throw new PowerShellFault(`Method calls are not known here: '.${name}('.`, line);
  return { what: { kind: 'member', name }, end };
}

function readParameter(source: string, start: number, line: number): Read {
  const end = endWhile(source, start + 1, isNameCharacter);
  const name = source.slice(start + 1, end);
  const colon = source[end] === ':';
  const next = source[colon ? end + 1 : end];
  if (!/^[A-Za-z]/.test(name)) throw new PowerShellFault(`Unexpected token '-${name}'.`, line);
  if (!colon && (isWordCharacter(next) || isSingleQuote(next) || isDoubleQuote(next))) {
    throw new PowerShellFault(`Unexpected token '${next ?? ''}' directly after '-${name}'.`, line);
  }
  return { what: { kind: 'parameter', name, colon }, end: colon ? end + 1 : end };
}

function readType(source: string, start: number, line: number): Read {
  const [text, name] = /^\[([A-Za-z.]+)\]/.exec(source.slice(start)) ?? [];
  if (text === undefined || name === undefined) throw new PowerShellFault("Unexpected token '['.", line);
  return { what: { kind: 'type', name: name.toLowerCase() }, end: start + text.length };
}

function readWord(source: string, start: number): Read {
  const end = endWhile(source, start, isWordCharacter);
  return { what: { kind: 'word', text: source.slice(start, end) }, end };
}

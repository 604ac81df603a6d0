// The tokens of the language; positions are offsets into the source, so that "directly after" can be told.

export type TextPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string };

export const marks = ['(', ')', '{', '}', ',', '|', '=', '&', '@(', '@{'] as const;
export type Mark = (typeof marks)[number];

type What =
  | { readonly kind: 'lineEnd' }
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string; readonly colon: boolean }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'string'; readonly parts: readonly TextPart[] }
  | { readonly kind: 'member'; readonly name: string }
  /** `[name]` */
  | { readonly kind: 'type'; readonly name: string }
  | { readonly kind: 'mark'; readonly text: Mark }
  | { readonly kind: 'end' };

export type Token = What & { readonly line: number; readonly start: number; readonly end: number };
export type TokenContent = What;

// The syntax tree. Every node that can fail when it runs knows its line.

import type { TextPart } from './token.ts';

export type Statement =
  | ({ readonly kind: 'assign'; readonly name: string; readonly value: Pipeline } & Placed)
  | ({ readonly kind: 'pipeline'; readonly pipeline: Pipeline } & Placed)
  | ({ readonly kind: 'foreach'; readonly variable: string; readonly list: Pipeline; readonly body: Block } & Placed)
  | ({ readonly kind: 'if'; readonly branches: readonly Branch[]; readonly otherwise: Block } & Placed)
  | ({ readonly kind: 'try'; readonly body: Block; readonly handler: Block } & Placed)
  | ({ readonly kind: 'function'; readonly name: string; readonly definition: FunctionDefinition } & Placed)
  | ({ readonly kind: 'throw'; readonly value: Expression } & Placed);

type Placed = { readonly line: number };

export type Block = readonly Statement[];
type Branch = { readonly condition: Pipeline; readonly body: Block };

/** Parameters are bound by position alone. */
export type FunctionDefinition = { readonly parameters: readonly string[]; readonly body: Block };

/** Only the first element may be an expression or a block that is called. */
export type Pipeline = { readonly elements: readonly Element[]; readonly line: number };

export type Element =
  | { readonly kind: 'expression'; readonly expression: Expression }
  /** `& { … }` */
  | { readonly kind: 'call'; readonly body: Block }
  | Command;

export type Command = {
  readonly kind: 'command';
  readonly name: string;
  readonly arguments: readonly Argument[];
  readonly line: number;
};

/** `-Name`, `-Name:value` or a value; which parameter a value belongs to depends on the cmdlet. */
export type Argument =
  | { readonly kind: 'parameter'; readonly name: string; readonly value: Expression | null }
  | { readonly kind: 'value'; readonly value: Expression };

export const comparisons = ['eq', 'ne', 'gt', 'ge', 'lt', 'contains'] as const;
export const connectives = ['and', 'or'] as const;
export type Comparison = (typeof comparisons)[number];
export type BinaryOperator = Comparison | (typeof connectives)[number];

export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'text'; readonly parts: readonly TextPart[]; readonly line: number }
  | { readonly kind: 'variable'; readonly name: string; readonly line: number }
  | { readonly kind: 'array'; readonly items: readonly Expression[] }
  | { readonly kind: 'member'; readonly target: Expression; readonly name: string; readonly line: number }
  | { readonly kind: 'not'; readonly operand: Expression }
  /** `[string]`, the one type to which is cast. */
  | { readonly kind: 'toString'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  /** `[ordered]@{ … }` */
  | { readonly kind: 'dictionary'; readonly entries: readonly (readonly [key: string, value: Pipeline])[] }
  /** `( … )` */
  | { readonly kind: 'group'; readonly pipeline: Pipeline }
  /** `@( … )`: always an array. */
  | { readonly kind: 'list'; readonly body: Block }
  /** `{ … }`: handed to a cmdlet as it is. */
  | { readonly kind: 'block'; readonly body: Block };

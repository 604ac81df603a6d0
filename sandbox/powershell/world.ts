// What every part of a running script is given. Types only.

import type { Call } from './cmdlet.ts';
import type { Scope } from './scope.ts';
import type { Block, Pipeline } from './syntax.ts';
import type { Value } from './value.ts';

export type Emit = (value: Value) => void;

export type World = Pick<Call, 'cloud' | 'tenant' | 'session' | 'write'> & {
  readonly scope: Scope;
  /** Given along, so that the parts of the interpreter need not import each other in a circle. */
  readonly run: {
    readonly block: (world: World, block: Block, emit: Emit) => void;
    readonly pipeline: (world: World, pipeline: Pipeline, emit: Emit) => void;
  };
};

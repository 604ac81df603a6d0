// Runs statements: PowerShell's output goes wherever `emit` leads, a value at a time. The first mistake ends the script;
// a terminating error ends it too, unless a `try` is around it.

import { evaluate, pipelineValue } from './evaluate.ts';
import { TerminatingError } from './fault.ts';
import { runCommand } from './run-command.ts';
import { openScope, setVariable, withItem } from './scope.ts';
import type { Block, Element, Pipeline, Statement } from './syntax.ts';
import { isTrue, type PsObject, toItems, toObject, toText, type Value } from './value.ts';
import type { Emit, World } from './world.ts';

export function runScript(world: Omit<World, 'run' | 'scope'>, script: Block, emit: Emit): void {
  runBlock({ ...world, scope: world.session.scope, run: { block: runBlock, pipeline: runPipeline } }, script, emit);
}

function runBlock(world: World, block: Block, emit: Emit): void {
  for (const statement of block) runStatement(world, statement, emit);
}

function runStatement(world: World, statement: Statement, emit: Emit): void {
  switch (statement.kind) {
    case 'assign':
      setVariable(world.scope, statement.name, pipelineValue(world, statement.value), statement.line);
      return;
    case 'pipeline':
      runPipeline(world, statement.pipeline, emit);
      return;
    case 'throw':
      throw new TerminatingError(toText(evaluate(world, statement.value)), statement.line, 'RuntimeException', null);
    case 'function':
      world.scope.functions.set(statement.name.toLowerCase(), statement.definition);
      return;
    case 'foreach':
      for (const item of toItems(pipelineValue(world, statement.list))) {
        setVariable(world.scope, statement.variable, item, statement.line);
        runBlock(world, statement.body, emit);
      }
      return;
    case 'if': {
      const branch = statement.branches.find(({ condition }) => isTrue(pipelineValue(world, condition)));
      runBlock(world, branch?.body ?? statement.otherwise, emit);
      return;
    }
    case 'try':
      runTry(world, statement, emit);
      return;
  }
}

function runTry(world: World, { body, handler }: Extract<Statement, { kind: 'try' }>, emit: Emit): void {
  try {
    runBlock(world, body, emit);
  } catch (error) {
    if (!(error instanceof TerminatingError)) throw error;
    withItem(world.scope, toErrorRecord(error), () => runBlock(world, handler, emit));
  }
}

function toErrorRecord({ message, reason, cmdlet }: TerminatingError): PsObject {
  const categoryInfo = toObject({ Category: 'NotSpecified', Activity: cmdlet ?? '', Reason: reason });
  return toObject({ CategoryInfo: categoryInfo, Exception: toObject({ Message: message }, message) }, message);
}

/** The output of each element is the input of the next; that of the last one is passed on as it comes. */
function runPipeline(world: World, pipeline: Pipeline, emit: Emit): void {
  let input: Value[] | null = null;
  pipeline.elements.forEach((element, index) => {
    const output: Value[] = [];
    const isLast = index === pipeline.elements.length - 1;
    runElement(world, element, input, isLast ? emit : (value) => output.push(value));
    input = output;
  });
}

function runElement(world: World, element: Element, input: readonly Value[] | null, emit: Emit): void {
  switch (element.kind) {
    case 'expression':
      toItems(evaluate(world, element.expression)).forEach(emit);
      return;
    case 'call':
      runBlock({ ...world, scope: openScope(world.scope) }, element.body, emit);
      return;
    case 'command':
      runCommand(world, element, input, emit);
      return;
  }
}

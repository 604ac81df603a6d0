// Runs statements: PowerShell's output goes wherever `emit` leads, a value at a time. The first mistake ends the script.

import { bind, type Given } from './bind.ts';
import type { Call, Cmdlet } from './cmdlet.ts';
import { findCmdlet } from './cmdlets/registry.ts';
import { PowerShellFault } from './fault.ts';
import type { Block, Command, Expression, Pipeline, Statement } from './syntax.ts';
import { fromItems, isTrue, memberOf, operate, type ScriptBlock, toItems, toText, type Value } from './value.ts';

type World = Pick<Call, 'cloud' | 'tenant' | 'session' | 'write'>;
type Emit = (value: Value) => void;

const constants: Readonly<Record<string, Value>> = { true: true, false: false, null: null };

export function runBlock(world: World, block: Block, emit: Emit): void {
  for (const statement of block) runStatement(world, statement, emit);
}

function runStatement(world: World, statement: Statement, emit: Emit): void {
  switch (statement.kind) {
    case 'assign':
      assign(world, statement);
      return;
    case 'pipeline':
      runPipeline(world, statement.pipeline).forEach(emit);
      return;
    case 'throw':
      throw new PowerShellFault(toText(evaluate(world, statement.value)), statement.line);
    case 'foreach':
      for (const item of runPipeline(world, statement.list)) {
        world.session.variables.set(statement.variable.toLowerCase(), item);
        runBlock(world, statement.body, emit);
      }
      return;
    case 'if': {
      const branch = statement.branches.find(({ condition }) => isTrue(fromItems(runPipeline(world, condition))));
      runBlock(world, branch?.body ?? statement.otherwise, emit);
      return;
    }
  }
}

/** The one preference variable that is known is the one whose effect this interpreter always has. */
function assign(world: World, { name, value, line }: Extract<Statement, { kind: 'assign' }>): void {
  const key = name.toLowerCase();
  const assigned = fromAssigned(world, value);
  if (key in constants && key !== 'null') {
    throw new PowerShellFault(`Cannot overwrite variable ${name} because it is read-only or constant.`, line);
  }
  if (key.endsWith('preference') && !(key === 'erroractionpreference' && assigned === 'Stop')) {
    throw new PowerShellFault(`'$${name} = ${toText(assigned)}' is not known here.`, line);
  }
  if (key !== 'null') world.session.variables.set(key, assigned);
}

/** `@( … )` and lists stay arrays however few items they hold; a pipeline's output collapses. */
function fromAssigned(world: World, pipeline: Pipeline): Value {
  const [only] = pipeline.elements;
  return pipeline.elements.length === 1 && only?.kind === 'expression'
    ? evaluate(world, only.expression)
    : fromItems(runPipeline(world, pipeline));
}

function runPipeline(world: World, pipeline: Pipeline): readonly Value[] {
  return (
    pipeline.elements.reduce<readonly Value[] | null>(
      (input, element) =>
        element.kind === 'expression'
          ? toItems(evaluate(world, element.expression))
          : runCommand(world, element, input),
      null,
    ) ?? []
  );
}

function runCommand(world: World, command: Command, input: readonly Value[] | null): readonly Value[] {
  const cmdlet = knownCmdlet(world, command);
  const given = command.arguments.map(
    (argument): Given =>
      argument.kind === 'value'
        ? { kind: 'value', value: evaluate(world, argument.value) }
        : {
            kind: 'parameter',
            name: argument.name,
            value: argument.value === null ? undefined : evaluate(world, argument.value),
          },
  );
  try {
    if (input !== null && !cmdlet.takesInput) {
      throw new PowerShellFault('The input object cannot be bound to any parameters for the command.');
    }
    const evaluateBlock = (block: ScriptBlock, item: Value) => runWithItem(world, block, item);
    return cmdlet.run({ ...world, bound: bind(cmdlet, given), input, evaluate: evaluateBlock });
  } catch (error) {
    if (!(error instanceof PowerShellFault) || error.line !== null) throw error;
    throw new PowerShellFault(`${cmdlet.name}: ${error.message}`, command.line);
  }
}

function knownCmdlet(world: World, command: Command): Cmdlet {
  const cmdlet = findCmdlet(command.name);
  if (cmdlet === undefined || (cmdlet.needsConnection && !world.session.connected)) {
    const reason = 'is not recognized as a name of a cmdlet, function, script file, or executable program.';
    throw new PowerShellFault(`The term '${command.name}' ${reason}`, command.line);
  }
  return cmdlet;
}

function runWithItem(world: World, block: ScriptBlock, item: Value): Value {
  const { variables } = world.session;
  const outer = variables.get('_');
  variables.set('_', item);
  const found: Value[] = [];
  runBlock(world, block.body, (value) => found.push(value));
  if (outer === undefined) variables.delete('_');
  else variables.set('_', outer);
  return fromItems(found);
}

function evaluate(world: World, expression: Expression): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'text':
      return expression.parts
        .map((part) => (part.kind === 'text' ? part.text : toText(variableValue(world, part.name, expression.line))))
        .join('');
    case 'variable':
      return variableValue(world, expression.name, expression.line);
    case 'array':
      return expression.items.map((item) => evaluate(world, item));
    case 'member':
      return memberOf(evaluate(world, expression.target), expression.name, expression.line);
    case 'not':
      return !isTrue(evaluate(world, expression.operand));
    case 'binary':
      return operate(expression.operator, evaluate(world, expression.left), evaluate(world, expression.right));
    case 'group':
      return fromAssigned(world, expression.pipeline);
    case 'list': {
      const items: Value[] = [];
      runBlock(world, expression.body, (value) => items.push(value));
      return items;
    }
    case 'block':
      return { kind: 'block', body: expression.body };
  }
}

/** As under Set-StrictMode: a misspelt variable is a mistake, not $null. */
function variableValue(world: World, name: string, line: number): Value {
  const key = name.toLowerCase();
  const value = constants[key] !== undefined ? constants[key] : world.session.variables.get(key);
  if (value === undefined) {
    throw new PowerShellFault(`The variable '$${name}' cannot be retrieved because it has not been set.`, line);
  }
  return value;
}

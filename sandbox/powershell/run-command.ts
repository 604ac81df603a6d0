// One command: a function of the script or a cmdlet.

import type { Tenant } from '../cloud.ts';
import { remembering } from '../exchange/propagation.ts';
import { bind, type Given } from './bind.ts';
import type { Call, Cmdlet } from './cmdlet.ts';
import { findCmdlet } from './cmdlets/registry.ts';
import { evaluate, outputOf } from './evaluate.ts';
import { CmdletRefusal, PowerShellFault, TerminatingError } from './fault.ts';
import { findFunction, openScope, setVariable, withItem } from './scope.ts';
import type { Argument, Command, FunctionDefinition } from './syntax.ts';
import type { Value } from './value.ts';
import type { Emit, World } from './world.ts';

export function runCommand(world: World, command: Command, input: readonly Value[] | null, emit: Emit): void {
  const definition = findFunction(world.scope, command.name);
  if (definition === undefined) runCmdlet(world, command, input).forEach(emit);
  else callFunction(world, command, definition, emit);
}

/** By position alone; a parameter that is not given is $null. */
function callFunction(world: World, command: Command, { parameters, body }: FunctionDefinition, emit: Emit): void {
  const scope = openScope(world.scope);
  const values = command.arguments.map((argument) => {
    if (argument.kind === 'value') return evaluate(world, argument.value);
    throw new PowerShellFault(`'-${argument.name}': a function takes values alone here.`, command.line);
  });
  if (values.length > parameters.length) {
    throw new PowerShellFault(`'${command.name}' takes ${parameters.length} values.`, command.line);
  }
  parameters.forEach((name, index) => {
    setVariable(scope, name, values[index] ?? null, command.line);
  });
  world.run.block({ ...world, scope }, body, emit);
}

function runCmdlet(world: World, command: Command, input: readonly Value[] | null): readonly Value[] {
  const cmdlet = knownCmdlet(world, command);
  const given = command.arguments.map((argument) => toGiven(world, argument));
  let stops = false;
  return named(
    cmdlet,
    command,
    () => stops,
    () => {
      const bound = bind(cmdlet, given);
      stops = bound.get('ErrorAction') === 'Stop';
      if (input !== null && !cmdlet.takesInput) {
        throw new PowerShellFault('The input object cannot be bound to any parameters for the command.');
      }
      const evaluateBlock: Call['evaluate'] = (block, item) =>
        withItem(world.scope, item, () => outputOf(world, block.body));
      const tenant = tenantFor(world, cmdlet);
      const run = () => cmdlet.run({ ...world, tenant, bound, input, evaluate: evaluateBlock });
      return cmdlet.needsConnection ? remembering(tenant, world.cloud.propagation, Date.now(), run) : run();
    },
  );
}

function toGiven(world: World, argument: Argument): Given {
  const value = argument.value === null ? undefined : evaluate(world, argument.value);
  return argument.kind === 'parameter'
    ? { kind: 'parameter', name: argument.name, value }
    : { kind: 'value', value: value ?? null };
}

/** Exchange's cmdlets act where the newest connection leads, not where the person is at home. */
function tenantFor({ session, tenant }: World, { needsConnection }: Cmdlet): Tenant {
  return needsConnection ? (session.connections.at(-1)?.tenant ?? tenant) : tenant;
}

/** Puts the cmdlet's name and line on what goes wrong in it. */
function named<Result>(cmdlet: Cmdlet, { line }: Command, stops: () => boolean, action: () => Result): Result {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof PowerShellFault) || error.line !== null) throw error;
    if (error instanceof CmdletRefusal && (error.throws || stops())) {
      throw new TerminatingError(error.message, line, error.reason, cmdlet.name);
    }
    throw new PowerShellFault(`${cmdlet.name}: ${error.message}`, line);
  }
}

function knownCmdlet(world: World, command: Command): Cmdlet {
  const cmdlet = findCmdlet(command.name);
  if (cmdlet === undefined || (cmdlet.needsConnection && world.session.connections.length === 0)) {
    const reason = 'is not recognized as a name of a cmdlet, function, script file, or executable program.';
    throw new PowerShellFault(`The term '${command.name}' ${reason}`, command.line);
  }
  return cmdlet;
}

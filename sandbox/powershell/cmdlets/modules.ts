// Get-Module and Import-Module: which modules are installed on the machine of whoever sits at the console.

import type { Call, Cmdlet, InstalledModule } from '../cmdlet.ts';
import { CmdletRefusal, PowerShellFault } from '../fault.ts';
import { operate } from '../operators.ts';
import { toObject, toVersion } from '../value.ts';
import { booleanOf, isSame, textOf } from './arguments.ts';

export const getModule: Cmdlet = {
  name: 'Get-Module',
  needsConnection: false,
  parameters: { Name: 'text', ListAvailable: 'switch' },
  positional: ['Name'],
  mandatory: ['Name'],
  takesInput: false,
  run: (call) => {
    if (booleanOf(call.bound, 'ListAvailable') !== true) {
      throw new PowerShellFault('Without -ListAvailable it is not known here.');
    }
    return installed(call).map(({ name, version }) => toObject({ Name: name, Version: toVersion(version) }, name));
  },
};

export const importModule: Cmdlet = {
  name: 'Import-Module',
  needsConnection: false,
  parameters: { Name: 'text', MinimumVersion: 'text' },
  positional: ['Name'],
  mandatory: ['Name'],
  takesInput: false,
  run: (call) => {
    const { bound } = call;
    const minimum = bound.has('MinimumVersion') ? textOf(bound, 'MinimumVersion') : null;
    const fits = ({ version }: InstalledModule) =>
      minimum === null || operate('ge', toVersion(version), minimum) === true;
    if (installed(call).some(fits)) return [];
    const which = `'${textOf(bound, 'Name')}'${minimum === null ? '' : ` with version '${minimum}'`}`;
    const reason = 'was not loaded because no valid module file was found in any module directory.';
    throw new CmdletRefusal(`The specified module ${which} ${reason}`, 'FileNotFoundException');
  },
};

function installed({ bound, session }: Call): readonly InstalledModule[] {
  return session.modules.filter(({ name }) => isSame(name, textOf(bound, 'Name')));
}

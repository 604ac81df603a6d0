// Set- and Get-TransportConfig: the organisation's switch for SMTP AUTH.

import type { Cmdlet } from '../cmdlet.ts';
import { toObject } from '../value.ts';
import { booleanOf, confirm } from './arguments.ts';

export const setTransportConfig: Cmdlet = {
  name: 'Set-TransportConfig',
  needsConnection: true,
  parameters: { SmtpClientAuthenticationDisabled: 'boolean', Confirm: 'switch' },
  positional: [],
  mandatory: [],
  takesInput: false,
  run: (call) => {
    confirm(call, 'whenTold');
    const disabled = booleanOf(call.bound, 'SmtpClientAuthenticationDisabled');
    if (disabled !== null) call.tenant.smtpClientAuthenticationDisabled = disabled;
    return [];
  },
};

export const getTransportConfig: Cmdlet = {
  name: 'Get-TransportConfig',
  needsConnection: true,
  parameters: {},
  positional: [],
  mandatory: [],
  takesInput: false,
  run: ({ tenant }) => [toObject({ SmtpClientAuthenticationDisabled: tenant.smtpClientAuthenticationDisabled })],
};

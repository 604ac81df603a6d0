// Reads the form of how a tenant and the whole cloud behave: what to set, or what is wrong at which field, with what was
// typed kept.

import { z } from 'zod';
import type { Cloud, Tenant } from '../cloud.ts';

const seconds = z.coerce.number().int().min(0).max(3600);
const noLimit = z.literal('').transform(() => null);
const numbers = z.object({
  replicationDelaySeconds: seconds,
  propagationDelaySeconds: seconds,
  flapSeconds: seconds,
  deliverySeconds: seconds,
  maximumDays: noLimit.or(z.coerce.number().int().min(1).max(3650)),
});

type Numbers = z.infer<typeof numbers>;
export type NumberSetting = keyof Numbers;
export type CheckSetting = 'forbidden' | 'securityDefaults' | 'conditionalAccessBlocks' | 'authenticationPolicyBlocks';
type Checked = Readonly<Record<CheckSetting, boolean>>;

export type SettingsForm = {
  readonly typed: Readonly<Record<NumberSetting, string>>;
  readonly checked: Checked;
  readonly mistakes: Readonly<Partial<Record<NumberSetting, string>>>;
};

export type SettingsRead =
  | { readonly ok: true; readonly numbers: Numbers; readonly checked: Checked }
  | { readonly ok: false; readonly form: SettingsForm };

export function settingsNow({ replicationDelaySeconds, propagation, deliverySeconds }: Cloud, tenant: Tenant) {
  const { secretPolicy, securityDefaults, conditionalAccessBlocks, authenticationPolicyBlocks } = tenant;
  return {
    typed: {
      replicationDelaySeconds: String(replicationDelaySeconds),
      propagationDelaySeconds: String(propagation.delaySeconds),
      flapSeconds: String(propagation.flapSeconds),
      deliverySeconds: String(deliverySeconds),
      maximumDays: String(secretPolicy.maximumDays ?? ''),
    },
    checked: {
      forbidden: secretPolicy.forbidden,
      securityDefaults,
      conditionalAccessBlocks,
      authenticationPolicyBlocks,
    },
    mistakes: {},
  } satisfies SettingsForm;
}

export function readSettings(form: URLSearchParams): SettingsRead {
  const text = (field: NumberSetting) => form.get(field) ?? '';
  const typed = {
    replicationDelaySeconds: text('replicationDelaySeconds'),
    propagationDelaySeconds: text('propagationDelaySeconds'),
    flapSeconds: text('flapSeconds'),
    deliverySeconds: text('deliverySeconds'),
    maximumDays: text('maximumDays'),
  };
  const checked = {
    forbidden: form.has('forbidden'),
    securityDefaults: form.has('securityDefaults'),
    conditionalAccessBlocks: form.has('conditionalAccessBlocks'),
    authenticationPolicyBlocks: form.has('authenticationPolicyBlocks'),
  };
  const read = numbers.safeParse(typed);
  if (read.success) return { ok: true, numbers: read.data, checked };
  const wrong = read.error.issues.map(({ path }) => [path[0], mistakeAt(path[0])]);
  return { ok: false, form: { typed, checked, mistakes: Object.fromEntries(wrong) } };
}

function mistakeAt(field: PropertyKey | undefined): string {
  return field === 'maximumDays'
    ? 'Enter whole days from 1 to 3650, or nothing for no limit.'
    : 'Enter whole seconds from 0 to 3600.';
}

// What the tenant's app management policy allows of client secrets, and when a secret made now would end. Microsoft's
// default for an omitted end date is two years, which such a policy refuses; so an end date is always computed.

import { z } from 'zod';
import type { SecretPolicy } from '../setup/survey.ts';

const dayMs = 86_400_000;
/** So that a clock that runs ahead of Microsoft's does not make a secret too long by seconds. */
const marginMs = 3_600_000;

const restriction = z.object({
  restrictionType: z.string(),
  state: z.string().nullish(),
  maxLifetime: z.string().nullish(),
  restrictForAppsCreatedAfterDateTime: z.string().nullish(),
});

export const policyAnswer = z.object({
  isEnabled: z.boolean().nullish(),
  applicationRestrictions: z.object({ passwordCredentials: z.array(restriction).nullish() }).nullish(),
});

export type PolicyAnswer = z.infer<typeof policyAnswer>;

/** `createdAt`: when the application was, or will be, created; milliseconds since the epoch. */
export function secretPolicyOf(policy: PolicyAnswer, createdAt: number): SecretPolicy {
  if (policy.isEnabled !== true) return { kind: 'unrestricted' };
  const inForce = (policy.applicationRestrictions?.passwordCredentials ?? []).filter((one) => {
    const from = Date.parse(one.restrictForAppsCreatedAfterDateTime ?? '');
    return one.state !== 'disabled' && (Number.isNaN(from) || createdAt >= from);
  });
  if (inForce.some((one) => one.restrictionType === 'passwordAddition')) return { kind: 'forbidden' };
  const bounds = inForce.filter((one) => one.restrictionType === 'passwordLifetime').map((one) => one.maxLifetime);
  if (bounds.length === 0) return { kind: 'unrestricted' };
  const days = bounds.map((bound) => daysOf(bound ?? ''));
  return days.some(Number.isNaN) ? { kind: 'notReadable' } : { kind: 'bounded', days: Math.min(...days) };
}

/** ISO 8601, UTC, whole seconds. Months are calendar months; a day that the month lacks becomes its last one. */
export function secretEnd(now: Date, months: number, policy: SecretPolicy): string {
  const wanted = plusMonths(now, months).getTime();
  const bound = policy.kind === 'bounded' ? now.getTime() + policy.days * dayMs - marginMs : wanted;
  return new Date(Math.floor(Math.min(wanted, bound) / 1000) * 1000).toISOString();
}

/** Days that app management policies are known to allow, for a tenant whose policy could not be read. */
const usualDays = [180, 90, 60, 30];

/** The end that was planned, then ever shorter ones; ISO 8601, UTC, whole seconds. */
export function endsWorthTrying(planned: string, now: Date): readonly string[] {
  const shorter = usualDays
    .map((days) => now.getTime() + days * dayMs - marginMs)
    .filter((end) => end < Date.parse(planned))
    .map((end) => new Date(Math.floor(end / 1000) * 1000).toISOString());
  return [planned, ...shorter];
}

function plusMonths(from: Date, months: number): Date {
  const end = new Date(from);
  const day = end.getUTCDate();
  end.setUTCDate(1);
  end.setUTCMonth(end.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(day, lastDay));
  return end;
}

/** Days of an ISO 8601 duration such as `P90D` or `P4DT12H30M5S`; NaN where it is none. */
function daysOf(duration: string): number {
  const parts = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/.exec(
    duration,
  );
  if (parts === null || duration.length < 3) return Number.NaN;
  const [years, months, weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0));
  const whole = (years ?? 0) * 365 + (months ?? 0) * 30 + (weeks ?? 0) * 7 + (days ?? 0);
  return whole + (hours ?? 0) / 24 + (minutes ?? 0) / 1440 + (seconds ?? 0) / 86_400;
}

// What a client may write to an app registration, read strictly: read-only properties, secrets in the body and values
// outside Graph's limits are refused.

import { z } from 'zod';
import type { Application } from '../cloud.ts';
import type { Call } from '../http/call.ts';
import { invalidValue, readBody } from './body.ts';
import { badRequest, type Checked, sound, unsound } from './reply.ts';

const readOnly = [
  'id',
  'appId',
  'createdDateTime',
  'deletedDateTime',
  'publisherDomain',
  'certification',
  'disabledByMicrosoftStatus',
  'applicationTemplateId',
  'createdByAppId',
  'verifiedPublisher',
];

const audiences = [
  'AzureADMyOrg',
  'AzureADMultipleOrgs',
  'AzureADandPersonalMicrosoftAccount',
  'PersonalMicrosoftAccount',
] as const;

const change = z
  .object({
    displayName: z.string().min(1).max(256),
    uniqueName: z.string().min(1).max(120),
    signInAudience: z.enum(audiences),
    notes: z.string().max(1024).nullable(),
    tags: z.array(z.string().regex(/^\S{1,256}$/)).refine((tags) => new Set(tags).size === tags.length),
    requiredResourceAccess: z.array(
      z.object({
        resourceAppId: z.string(),
        resourceAccess: z.array(z.object({ id: z.string().toLowerCase(), type: z.enum(['Role', 'Scope']) })),
      }),
    ),
  })
  .partial();

export type ApplicationChange = z.infer<typeof change> & { readonly otherProperties: Record<string, unknown> };

export function readApplicationChange(call: Call): Checked<ApplicationChange> {
  const body = readBody(call, 'application');
  if (!body.ok) return body;
  const { passwordCredentials, ...properties } = body.value;
  const forbiddenName = Object.keys(properties).find((name) => readOnly.includes(name));
  if (forbiddenName !== undefined) {
    return unsound(badRequest(`Property '${forbiddenName}' is read-only and cannot be set.`));
  }
  if (Array.isArray(passwordCredentials) && passwordCredentials.length > 0) {
    return unsound(badRequest('New password credentials must be generated with service actions.'));
  }
  const found = change.safeParse(properties);
  if (!found.success) return unsound(invalidValue(String(found.error.issues[0]?.path[0]), 'Application'));
  const own = Object.keys(change.shape);
  const others = Object.entries(properties).filter(([name]) => !own.includes(name) && !name.startsWith('@odata.'));
  return sound({ ...found.data, otherProperties: Object.fromEntries(others) });
}

/** Everything but `uniqueName`, which only its own rules set. */
export function applyChange(application: Application, wanted: ApplicationChange): void {
  if (wanted.displayName !== undefined) application.displayName = wanted.displayName;
  if (wanted.signInAudience !== undefined) application.signInAudience = wanted.signInAudience;
  if (wanted.notes !== undefined) application.notes = wanted.notes;
  if (wanted.tags !== undefined) application.tags = wanted.tags;
  if (wanted.requiredResourceAccess !== undefined) application.requiredResourceAccess = wanted.requiredResourceAccess;
  application.otherProperties = { ...application.otherProperties, ...wanted.otherProperties };
}

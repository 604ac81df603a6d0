// Reads the inputs of the setup card. Every mistake is named at its field, and what was typed is kept, so that the
// card can come back as it was. Checks form only: whether a tenant or mailbox exists is found out elsewhere.

import {
  type Channel,
  channels,
  mailboxLimit,
  type SecretMonths,
  type SetupRequest,
  secretLifetimes,
} from '../setup/request.ts';
import { hasUnsafeCharacters, isAddress, isTenantName, splitAddresses, withoutRepeats } from './form-grammar.ts';
import { blankForm, type FormField, type FormValues, formFields, longest } from './form-values.ts';

/** As a `SetupRequest`, but the tenant is what was typed: a domain or GUID that is still to be resolved. */
export type SetupForm = Omit<SetupRequest, 'tenant'> & { readonly tenant: string };

export type MistakeKind =
  | 'missing'
  | 'tooLong'
  | 'unsafeCharacters'
  | 'notATenant'
  | 'tenantUnknown'
  | 'tenantNoAnswer'
  | 'tenantNotAllowed'
  | 'tenantNoAnswer'
  | 'notAnAddress'
  | 'tooManyMailboxes'
  | 'noChannel'
  | 'senderNeedsSendAs'
  | 'confirmOrganization'
  | 'notOffered';

/** `about` is the part of the input that is meant, as typed; text of others. */
export type Mistake = { readonly kind: MistakeKind; readonly about: string | null };

export type FormMistakes = Readonly<Partial<Record<FormField, Mistake>>>;

export type FormRead =
  | { readonly ok: true; readonly form: SetupForm }
  | { readonly ok: false; readonly values: FormValues; readonly mistakes: FormMistakes };

type Read<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly mistake: Mistake };

export function readForm(inputs: unknown): FormRead {
  const { values, tooLong } = valuesOf(inputs);
  const read = readFields(values);
  const mistakes = { ...mistakesOf(read), ...relations(values, read), ...tooLong };
  if (Object.keys(mistakes).length > 0) return { ok: false, values, mistakes };
  const form = formFrom(read);
  if (form === null) throw new Error('a field of the setup card was neither read nor refused');
  return { ok: true, form };
}

/** A field that the client left out keeps the default of an empty card; text that is too long is cut and named. */
function valuesOf(inputs: unknown): { values: FormValues; tooLong: FormMistakes } {
  const given = new Map<string, unknown>(typeof inputs === 'object' && inputs !== null ? Object.entries(inputs) : []);
  const values: Record<FormField, string> = { ...blankForm(''), appName: '', channels: '' };
  const tooLong: Partial<Record<FormField, Mistake>> = {};
  for (const field of formFields) {
    const value = given.get(field);
    if (typeof value !== 'string' && typeof value !== 'boolean') continue;
    const text = String(value);
    values[field] = text.slice(0, longest[field]);
    if (text.length > longest[field]) tooLong[field] = { kind: 'tooLong', about: null };
  }
  return { values, tooLong };
}

type Fields = ReturnType<typeof readFields>;

function readFields(values: FormValues) {
  return {
    tenant: readTenant(values.tenant),
    mailboxes: readMailboxes(values.mailboxes),
    channels: readChannels(values.channels),
    appName: readName(values.appName),
    server: readName(values.server),
    sender: readSender(values.sender),
    smtpAuth: readSwitch(values.smtpAuth),
    secretMonths: readMonths(values.secretMonths),
    reference: readOptionalName(values.reference),
    sendAs: readToggle(values.sendAs),
    roundTrip: readToggle(values.roundTrip),
    confirmOrganization: readToggle(values.confirmOrganization),
  };
}

function mistakesOf(read: Fields): FormMistakes {
  const mistakes: Partial<Record<FormField, Mistake>> = {};
  for (const field of formFields) {
    const result = read[field];
    if (!result.ok) mistakes[field] = result.mistake;
  }
  return mistakes;
}

/** Mistakes that only show when two fields are read together. */
function relations(values: FormValues, read: Fields): FormMistakes {
  const sender = read.sender.ok ? read.sender.value : null;
  const listed = read.mailboxes.ok ? read.mailboxes.value.map((mailbox) => mailbox.toLowerCase()) : null;
  const foreign = sender !== null && listed !== null && !listed.includes(sender.toLowerCase());
  const sendAs = read.sendAs.ok && read.sendAs.value;
  const confirmed = read.confirmOrganization.ok && read.confirmOrganization.value;
  return {
    ...(foreign && !sendAs ? { sendAs: { kind: 'senderNeedsSendAs', about: sender } } : {}),
    ...(values.smtpAuth === 'organization' && !confirmed
      ? { confirmOrganization: { kind: 'confirmOrganization', about: null } }
      : {}),
  };
}

function formFrom(read: Fields): SetupForm | null {
  const { tenant, mailboxes, appName, server, sender, smtpAuth, secretMonths, reference, sendAs, roundTrip } = read;
  if (!tenant.ok || !mailboxes.ok || !read.channels.ok || !appName.ok || !server.ok || !sender.ok) return null;
  if (!smtpAuth.ok || !secretMonths.ok || !reference.ok || !sendAs.ok || !roundTrip.ok) return null;
  return {
    tenant: tenant.value,
    appName: appName.value,
    channels: read.channels.value,
    mailboxes: mailboxes.value,
    sender: sender.value,
    sendAs: sendAs.value,
    roundTrip: roundTrip.value,
    smtpAuth: smtpAuth.value,
    secretMonths: secretMonths.value,
    server: server.value,
    reference: reference.value,
  };
}

function fine<Value>(value: Value): Read<Value> {
  return { ok: true, value };
}

function wrong(kind: MistakeKind, about: string | null = null): { readonly ok: false; readonly mistake: Mistake } {
  return { ok: false, mistake: { kind, about } };
}

function readTenant(typed: string): Read<string> {
  const tenant = typed.trim();
  if (tenant === '') return wrong('missing');
  return isTenantName(tenant) ? fine(tenant) : wrong('notATenant');
}

function readName(typed: string): Read<string> {
  const name = typed.trim();
  if (name === '') return wrong('missing');
  return hasUnsafeCharacters(name) ? wrong('unsafeCharacters') : fine(name);
}

function readOptionalName(typed: string): Read<string | null> {
  return typed.trim() === '' ? fine(null) : readName(typed);
}

function readMailboxes(typed: string): Read<readonly string[]> {
  const parts = splitAddresses(typed);
  if (parts.length === 0) return wrong('missing');
  const odd = parts.find((part) => !isAddress(part));
  if (odd !== undefined)
    return hasUnsafeCharacters(odd) ? wrong('unsafeCharacters') : wrong('notAnAddress', odd.slice(0, 254));
  const mailboxes = withoutRepeats(parts);
  return mailboxes.length > mailboxLimit ? wrong('tooManyMailboxes') : fine(mailboxes);
}

function readSender(typed: string): Read<string | null> {
  const sender = typed.trim();
  if (sender === '') return fine(null);
  if (hasUnsafeCharacters(sender)) return wrong('unsafeCharacters');
  return isAddress(sender) ? fine(sender) : wrong('notAnAddress', sender);
}

function readChannels(typed: string): Read<readonly Channel[]> {
  const parts = typed
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) return wrong('noChannel');
  const known: readonly string[] = channels;
  if (parts.some((part) => !known.includes(part))) return wrong('notOffered');
  return fine(channels.filter((channel) => parts.includes(channel)));
}

function readSwitch(typed: string): Read<SetupRequest['smtpAuth']> {
  return typed === 'mailbox' || typed === 'organization' ? fine(typed) : wrong('notOffered');
}

function readMonths(typed: string): Read<SecretMonths> {
  const months = secretLifetimes.find((lifetime) => String(lifetime) === typed);
  return months === undefined ? wrong('notOffered') : fine(months);
}

function readToggle(typed: string): Read<boolean> {
  return typed === 'true' || typed === 'false' ? fine(typed === 'true') : wrong('notOffered');
}

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blankForm, type FormField, formFields, formFor, longest } from '../../src/conversation/form-values.ts';
import { readForm } from '../../src/conversation/read-form.ts';
import { requestFor } from '../support/setups.ts';

const good = {
  ...blankForm('contoso.example'),
  mailboxes: 'edi@contoso.example',
  server: 'EDI-PROD-01',
};

function mistakesOf(changed: Partial<Record<FormField, unknown>>) {
  const read = readForm({ ...good, ...changed });
  return read.ok ? {} : read.mistakes;
}

function formOf(changed: Partial<Record<FormField, unknown>>) {
  const read = readForm({ ...good, ...changed });
  if (!read.ok) throw new Error(JSON.stringify(read.mistakes));
  return read.form;
}

describe('readForm', () => {
  it('reads a filled-in card', () => {
    expect(formOf({})).toEqual({
      tenant: 'contoso.example',
      appName: 'eBiss 3 mail',
      channels: ['smtp', 'pop3'],
      mailboxes: ['edi@contoso.example'],
      sender: null,
      sendAs: true,
      roundTrip: true,
      smtpAuth: 'mailbox',
      secretMonths: 12,
      server: 'EDI-PROD-01',
      reference: null,
    });
  });

  it.each([
    ['one per line', 'a@x.example\nb@x.example\r\nc@x.example', ['a@x.example', 'b@x.example', 'c@x.example']],
    ['comma and semicolon', 'a@x.example, b@x.example;c@x.example', ['a@x.example', 'b@x.example', 'c@x.example']],
    ['the same twice, ignoring case', 'Edi@x.example\nedi@X.example', ['Edi@x.example']],
    [
      'pasted from a mail program',
      'Orders <orders@x.example>; EDI <edi@x.example>',
      ['orders@x.example', 'edi@x.example'],
    ],
    ['an apostrophe', "o'brien@x.example", ["o'brien@x.example"]],
  ])('reads mailboxes: %s', (_name, typed, expected) => {
    expect(formOf({ mailboxes: typed }).mailboxes).toEqual(expected);
  });

  it.each<[FormField, unknown, string]>([
    ['tenant', '', 'missing'],
    ['tenant', 'contoso', 'notATenant'],
    ['tenant', 'common', 'notATenant'],
    ['tenant', 'https://contoso.example', 'notATenant'],
    ['tenant', 'contoso.example/..', 'notATenant'],
    ['tenant', '1.2.3.4', 'notATenant'],
    ['tenant', `${'a'.repeat(300)}.example`, 'tooLong'],
    ['mailboxes', '', 'missing'],
    ['mailboxes', 'edi', 'notAnAddress'],
    ['mailboxes', 'edi@contoso', 'notAnAddress'],
    ['mailboxes', '.edi@contoso.example', 'notAnAddress'],
    ['mailboxes', 'edi\u200b@contoso.example', 'unsafeCharacters'],
    ['mailboxes', 'edi\u202e@contoso.example', 'unsafeCharacters'],
    ['mailboxes', Array.from({ length: 51 }, (_, i) => `m${i}@x.example`).join('\n'), 'tooManyMailboxes'],
    ['channels', '', 'noChannel'],
    ['channels', 'imap', 'notOffered'],
    ['appName', '   ', 'missing'],
    ['appName', 'eBiss\u0007', 'unsafeCharacters'],
    ['appName', 'eBiss \u2066mail', 'unsafeCharacters'],
    ['appName', 'x'.repeat(121), 'tooLong'],
    ['server', '', 'missing'],
    ['sender', 'nobody', 'notAnAddress'],
    ['sendAs', 'yes', 'notOffered'],
    ['smtpAuth', 'everyone', 'notOffered'],
    ['secretMonths', '7', 'notOffered'],
    ['reference', 'CHG\u00ad1', 'unsafeCharacters'],
  ])('names the mistake at %s: %j', (field, typed, kind) => {
    expect(mistakesOf({ [field]: typed })).toEqual({ [field]: expect.objectContaining({ kind }) });
  });

  it('names every mistake at once, each at its field', () => {
    const mistakes = mistakesOf({
      tenant: '',
      mailboxes: 'x',
      channels: '',
      appName: '',
      server: '',
      secretMonths: '1',
    });
    expect(Object.keys(mistakes).toSorted()).toEqual(
      ['appName', 'channels', 'mailboxes', 'secretMonths', 'server', 'tenant'].toSorted(),
    );
  });

  it('asks for Send As where the sender is no mailbox of the list', () => {
    const sender = 'noreply@contoso.example';
    expect(mistakesOf({ sender, sendAs: 'false' })).toEqual({ sendAs: { kind: 'senderNeedsSendAs', about: sender } });
    expect(mistakesOf({ sender, sendAs: 'true' })).toEqual({});
    expect(mistakesOf({ sender: 'EDI@contoso.example', sendAs: 'false' })).toEqual({});
  });

  it('asks to confirm SMTP AUTH for the whole organization', () => {
    expect(mistakesOf({ smtpAuth: 'organization' })).toEqual({
      confirmOrganization: { kind: 'confirmOrganization', about: null },
    });
    expect(formOf({ smtpAuth: 'organization', confirmOrganization: 'true' }).smtpAuth).toBe('organization');
  });

  it('takes toggles as the client sends them, and as booleans', () => {
    expect(formOf({ sendAs: false, roundTrip: 'false' })).toMatchObject({ sendAs: false, roundTrip: false });
  });

  it('keeps what was typed, whatever it is', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 200 });
    const anyForm = fc.record(Object.fromEntries(formFields.map((field) => [field, anyText])));
    fc.assert(
      fc.property(anyForm, (typed) => {
        const read = readForm(typed);
        if (read.ok) return;
        for (const field of formFields) expect(read.values[field]).toBe(typed[field]?.slice(0, longest[field]));
      }),
    );
  });

  it('never fails, whatever is sent', () => {
    fc.assert(fc.property(fc.anything(), (inputs) => typeof readForm(inputs).ok === 'boolean'));
  });

  it('reads back what it wrote into the fields', () => {
    const request = requestFor({ mailboxes: 50, smtpAuth: 'organization', sender: 'noreply@contoso.example' });
    const read = readForm(formFor(request));
    expect(read).toEqual({ ok: true, form: { ...request, tenant: request.tenant.typed } });
  });
});

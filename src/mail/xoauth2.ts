// The initial client response of SASL XOAUTH2, as Exchange Online reads it in SMTP and POP3.
// https://learn.microsoft.com/exchange/client-developer/legacy-protocols/how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth

import { wireAddressOf } from './own-line.ts';

export function xoauth2Response(mailbox: string, accessToken: string): string {
  return Buffer.from(`user=${wireAddressOf(mailbox)}\u0001auth=Bearer ${accessToken}\u0001\u0001`, 'utf8').toString(
    'base64',
  );
}

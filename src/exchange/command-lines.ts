// Single commands for Exchange Online PowerShell. Every argument is PowerShell already, a quoted literal or a variable:
// nothing is quoted here, and nothing that was not is ever passed in.

export function newServicePrincipal(clientId: string, objectId: string, displayName: string): string {
  return `New-ServicePrincipal -AppId ${clientId} -ObjectId ${objectId} -DisplayName ${displayName}`;
}

/** By the object id, which nothing else carries. Without -Confirm:$false every Remove- cmdlet waits for an answer. */
export function removeServicePrincipal(objectId: string): string {
  return `Remove-ServicePrincipal -Identity ${objectId} -Confirm:$false`;
}

/** Every registration of this application but the one with this object id, whatever ids the others have. */
export function removeOtherRegistrations(clientId: string, objectId: string): string {
  return [
    listRegistrations(clientId),
    `Where-Object ObjectId -ne ${objectId}`,
    `ForEach-Object { ${removeServicePrincipal('$_.ObjectId')} }`,
  ].join(' | ');
}

/** Lists every registration of this application with its object id; changes nothing. */
export function listRegistrations(clientId: string): string {
  return `Get-ServicePrincipal | Where-Object AppId -eq ${clientId}`;
}

/** true switches SMTP AUTH off for the organization. */
export function setOrganizationSmtpAuth(off: boolean): string {
  return `Set-TransportConfig -SmtpClientAuthenticationDisabled ${off ? '$true' : '$false'}`;
}

/** `$null`: the mailbox follows the organization. */
export function setSmtpAuth(identity: string, disabled: '$true' | '$false' | '$null'): string {
  return `Set-CASMailbox -Identity ${identity} -SmtpClientAuthenticationDisabled ${disabled}`;
}

export function setPop(identity: string, on: boolean): string {
  return `Set-CASMailbox -Identity ${identity} -PopEnabled ${on ? '$true' : '$false'}`;
}

export function addFullAccess(identity: string, principal: string): string {
  return `Add-MailboxPermission -Identity ${identity} -User ${principal} -AccessRights FullAccess`;
}

export function removeFullAccess(identity: string, principal: string): string {
  return `Remove-MailboxPermission -Identity ${identity} -User ${principal} -AccessRights FullAccess -Confirm:$false`;
}

/** Without -Confirm:$false this one waits for an answer too, although it is no Remove- cmdlet. */
export function addSendAs(identity: string, principal: string): string {
  return `Add-RecipientPermission -Identity ${identity} -Trustee ${principal} -AccessRights SendAs -Confirm:$false`;
}

export function removeSendAs(identity: string, principal: string): string {
  return `Remove-RecipientPermission -Identity ${identity} -Trustee ${principal} -AccessRights SendAs -Confirm:$false`;
}

// Words of the check from the eBiss server: the link to it, its page, and the comments of its script. The script's lines
// stand in a PowerShell file: one line each, plain ASCII.

import type { ServerCheckWords } from '../../exchange/server-check-script.ts';

const script: ServerCheckWords = {
  heading: (setupId) => `eBiss 3 mail on Microsoft 365: check from the eBiss server for setup ${setupId}`,
  does: 'What it does: asks Microsoft for a token with the client secret of this setup, signs in once to each mailbox below as eBiss will, signs out, and prints what the servers answered.',
  doesNot:
    'What it does not do: it sends, reads and deletes no mail, changes nothing here or at Microsoft, and writes no file.',
  where:
    'Where to run it: on the eBiss server, as the account that runs eBiss, as network and proxy may differ for others.',
  howToRun: (fileName) =>
    `How to run it: in Windows PowerShell 5.1 or PowerShell 7, Unblock-File .\\${fileName} and then the file, or paste all of it and press Enter.`,
  secret: (tokenUrl) =>
    `It asks for the client secret, which is not shown and not kept, and goes nowhere but to Microsoft's token endpoint: ${tokenUrl}`,
  block:
    'One block: pasted into a window it runs as a whole, and a stop stops all of it. No line in it is empty, as that would end the pasting.',
  constrained:
    'Nothing was tried: PowerShell runs in constrained language mode on this server, so that scripts may not open connections. Ask whoever set this up (AppLocker or App Control) to allow this file.',
  words:
    "A server's words on one bounded line, spaces and signs as %xx. Long runs of characters are taken out, as a token is one",
  failure: 'What broke, told by the names of the errors, as their messages differ with the language of Windows',
  lines: 'One line out, one line in. Read byte by byte, so that nothing is read beyond it before TLS',
  reply: 'One reply, which must be the expected one. Over SMTP it may have several lines',
  tls: 'TLS with the certificate checks of Windows. What they find is noted, and changes nothing',
  token: 'One request for a token. Called through .NET, as Windows may log what a cmdlet is given',
  redirect: 'so that the secret goes nowhere else',
  roles: 'The permissions are read from the middle part of the token',
  signIn: 'One sign-in, only ever called after TLS',
  challenge: 'A challenge: the server refuses, and an empty line asks why',
  channel: 'One mailbox over one channel. Without the permission in the token it stops before the sign-in',
  leave: 'Sign out, also where the sign-in was refused',
  oldTls: 'Older Windows offers no TLS 1.2 by itself',
  ask: 'Client secret (not shown)',
  all: 'Each mailbox over each channel. Where a server cannot be reached, one try tells as much as many',
  result: 'The result. It holds no secret, no token and no mail',
  resultBegins: (setupId) => `==== Result of the check for setup ${setupId}: copy from here ====`,
  resultEnds: '==== to here ====',
};

export const serverCheck = {
  /** On the settings card and on the settings page. */
  link: 'Check from the eBiss server',
  script,
  signIn: {
    title: 'Check from the eBiss server',
    what: 'This page holds a PowerShell script that checks a mail connection from the eBiss server. Sign in so that it can tell whether it is meant for you.',
  },
  page: {
    title: 'Check from the eBiss server',
    offer:
      'The bot tests from its own network. Conditional Access or a firewall may treat the eBiss server differently. A script that you run there tells.',
    notYet:
      'There is nothing to check yet. The script appears once the app registration and the enterprise application exist.',
    does: {
      title: 'What the script does',
      list: [
        'Asks you for the client secret, which is not shown and not kept, and sends it to Microsoft’s token endpoint and nowhere else.',
        'Signs in once to each mailbox as eBiss will, and signs out again. It sends, reads and deletes no mail.',
        'Prints what the servers answered. The result holds no secret, no token and no mail.',
      ],
    },
    run: {
      title: 'How to run it',
      where: 'On the eBiss server, in Windows PowerShell 5.1 or PowerShell 7, as the account that runs eBiss.',
      paste: 'Or copy the script below, paste it into a PowerShell window and press Enter.',
      afterwards:
        'Copy the result that it prints at its end and paste it into your chat with the bot. The bot says where it differs from its own test.',
    },
    script: 'The script',
    readFirst: 'It is meant to be read before it is run.',
    copyLabel: 'the script',
  },
};

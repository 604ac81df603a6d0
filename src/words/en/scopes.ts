// Why the page asks for each delegated permission of Microsoft Graph. The names are Microsoft's.

import type { GraphScope } from '../../setup/graph-scopes.ts';

const reasons: Readonly<Record<GraphScope, string>> = {
  'User.Read.All': 'To show you who asks, to check the mailboxes, and to find a reader whom you name',
  'Policy.Read.All': 'To read the app management policy, which may bound or forbid client secrets',
  'Application.Read.All': 'To see what was created',
  'Application.ReadWrite.All': 'To create the app registration, the enterprise application and the client secret',
  'AppRoleAssignment.ReadWrite.All': 'To grant the admin consent for you',
};

export const scopes = {
  reasons,
  title: 'What Microsoft asks you to let this page use',
  hint: 'Nothing else is asked for, and less where part of it is done already. It is used with your own rights, in this one visit, and never stored.',
  atConsent: 'Only with admin consent',
  more: {
    title: 'Something has to be created again',
    what: 'Something that had been created is no longer in the tenant. You signed in to grant admin consent, and that sign-in may not create anything.',
    how: 'Sign in once more, so that what is missing can be created as well. You see the whole plan before anything happens.',
    button: 'Sign in to create and grant admin consent',
  },
  owner: {
    title: (name: string) => `Owner: ${name}`,
    hint: 'Microsoft makes an Application Developer the owner of what they register: you can change it later and make further secrets. An administrator can remove you under Owners.',
  },
};

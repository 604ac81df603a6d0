// The steps of a setup as rows of a table: name, section of the procedure, who acts, what must be there first.
// The table knows no state; `checklist.ts` derives where a setup stands.

export const stepNames = [
  'plan',
  'authorize',
  'application',
  'servicePrincipal',
  'secret',
  'consent',
  'exchange',
  'verification',
] as const;

export type StepName = (typeof stepNames)[number];

export type StepActor = 'bot' | 'requester' | 'entraAdministrator' | 'exchangeAdministrator';

export type Step = {
  readonly name: StepName;
  /** Part of the manual procedure that this step replaces; null where the procedure has none. */
  readonly section: string | null;
  readonly actor: StepActor;
  readonly needs: readonly StepName[];
};

export const steps: readonly Step[] = [
  { name: 'plan', section: null, actor: 'requester', needs: [] },
  { name: 'authorize', section: '1', actor: 'entraAdministrator', needs: ['plan'] },
  { name: 'application', section: '1.1', actor: 'bot', needs: ['authorize'] },
  { name: 'servicePrincipal', section: '1.4', actor: 'bot', needs: ['application'] },
  { name: 'secret', section: '1.3', actor: 'bot', needs: ['servicePrincipal'] },
  { name: 'consent', section: '1.5', actor: 'entraAdministrator', needs: ['servicePrincipal'] },
  { name: 'exchange', section: '2', actor: 'exchangeAdministrator', needs: ['servicePrincipal'] },
  { name: 'verification', section: '3', actor: 'bot', needs: ['secret', 'consent', 'exchange'] },
];

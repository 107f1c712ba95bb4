import type { Configuration } from '../../schemas/configuration.ts'

/** Which help desks are triaged, by name; those that cannot tell what has changed are left out when they are opened. */
export const triagedHelpdesks = ({
  triage,
  helpdesks,
}: Pick<Configuration, 'triage' | 'helpdesks'>): string[] =>
  triage === undefined || !triage.enabled
    ? []
    : Object.keys(helpdesks).filter((name) => triage.helpdesks?.includes(name) ?? true)

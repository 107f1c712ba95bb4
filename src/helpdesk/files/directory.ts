import type { FilesConfig } from '../../../schemas/configuration.ts'
import { comparable } from '../comparable.ts'
import { type Found, findNamed, type Named } from '../find-named.ts'
import type { Agent, Group } from '../ticket-desk.ts'

/** Who works here, as the configuration says: nobody asks the disk. */
export interface Directory {
  agents: Agent[]
  groups: Group[]
  /** What the ticket's file is to say. Where no list is configured, any text is taken as it is. */
  agent(wanted: string): Found<Named>
  group(wanted: string): Found<Named>
  /** The field's own name, or null: there is no such field. */
  field(wanted: string): string | null
}

export const createDirectory = (config: Pick<FilesConfig, 'agents' | 'groups' | 'fields'>): Directory => {
  const names = [...(config.groups ?? []), ...(config.agents ?? []).flatMap((agent) => agent.groups)]
  const groups = [...new Map(names.map((name) => [comparable(name), { id: name, name }])).values()]
  const groupIdOf = (name: string) => groups.find((group) => comparable(group.name) === comparable(name))?.id
  const agents = (config.agents ?? []).map(({ name, email, groups: own }) => ({
    id: email.toLowerCase(),
    name,
    email,
    groupIds: own.flatMap((group) => groupIdOf(group) ?? []),
    available: null,
  }))
  const find = (list: readonly Named[], wanted: string): Found<Named> =>
    list.length === 0 ? { kind: 'found', item: { id: wanted, name: wanted } } : findNamed(list, wanted)
  return {
    agents,
    groups,
    agent: (wanted) => find(agents, wanted),
    group: (wanted) => find(groups, wanted),
    field: (wanted) =>
      config.fields === undefined
        ? wanted
        : (config.fields.find((field) => comparable(field) === comparable(wanted)) ?? null),
  }
}

import { sleep, systemClock } from '../../ops/clock.ts'
import type { TicketPeople } from '../../tickets/tickets.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'

/** Names of groups and agents, by help desk. `isComplete`: all help desks have answered. */
export interface PeopleOfAll {
  of: ReadonlyMap<string, TicketPeople>
  isComplete: boolean
}

const nobody: TicketPeople = { groups: [], agents: [] }

/** Who there is, as far as it can be told within `patienceMs`: caches answer at once, and a page waits for no help desk. */
export const readPeople = async (
  { config, tickets }: Pick<DeskDependencies, 'config' | 'tickets'>,
  visit: Pick<Visitor, 'signal' | 'requestId'>,
  patienceMs: number,
): Promise<PeopleOfAll> => {
  const of = new Map<string, TicketPeople>()
  const names = Object.keys(config.helpdesks)
  const reading = Promise.all(
    names.map(async (helpdesk) => {
      // Not the visit's signal: whoever comes next wants the answer, too.
      const read = await tickets.people({ helpdesk, reference: visit.requestId }).catch(() => null)
      // What cannot be read now is asked for at the next visit.
      of.set(helpdesk, read?.ok === true ? read.value : nobody)
    }),
  )
  await Promise.race([reading, sleep(systemClock, patienceMs, visit.signal)])
  return { of: new Map(of), isComplete: of.size === names.length }
}

/** The reader as an agent: the one of the same e-mail, of the chosen help desk or the first that has one. */
export const findMe = (
  { of }: Pick<PeopleOfAll, 'of'>,
  email: string,
  helpdesk: string,
): { helpdesk: string; id: string } | null => {
  for (const [name, { agents }] of of) {
    if (helpdesk !== '' && name !== helpdesk) continue
    const agent = agents.find((each) => each.email?.toLowerCase() === email)
    if (agent !== undefined) return { helpdesk: name, id: agent.id }
  }
  return null
}

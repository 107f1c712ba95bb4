import type { Collected } from './collected.ts'

/**
 * The newest `most` tickets of all that are put in, by when they were created, each as it was put in last. Holds a quarter more at
 * times, so that an account of any size fits into memory.
 */
export const createNewest = (most: number) => {
  const tickets = new Map<string, Collected>()
  const prune = (to: number) => {
    if (tickets.size <= to) return
    const oldestFirst = [...tickets.values()].sort((one, other) => timeOf(one) - timeOf(other))
    for (const { id } of oldestFirst.slice(0, tickets.size - most)) tickets.delete(id)
  }
  return {
    put(ticket: Collected): void {
      const beginning = ticket.beginning ?? tickets.get(ticket.id)?.beginning
      tickets.set(ticket.id, beginning === undefined ? ticket : { ...ticket, beginning })
      prune(most * 1.25 + 100)
    },
    /** What it began with; nothing happens when it is not among the newest. */
    begin(id: string, beginning: Collected['beginning']): void {
      const ticket = tickets.get(id)
      if (ticket !== undefined) tickets.set(id, { ...ticket, beginning })
    },
    /** Oldest first. */
    all(): Collected[] {
      prune(most)
      return [...tickets.values()].sort((one, other) => timeOf(one) - timeOf(other))
    },
    size: () => Math.min(most, tickets.size),
  }
}

const timeOf = ({ createdAt }: Collected): number => Date.parse(createdAt) || 0

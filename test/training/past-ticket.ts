import type { PastTicket } from '../../src/training/past-ticket.ts'

let count = 0

/** A ticket of the past; what is not given is as nobody said it. */
export const pastTicket = (given: Partial<PastTicket> = {}): PastTicket => {
  count += 1
  return {
    name: `main:${count}`,
    subject: null,
    body: 'Where is my order?',
    labels: {},
    tags: [],
    language: null,
    group: null,
    createdAt: null,
    changedAt: null,
    state: null,
    ...given,
  }
}

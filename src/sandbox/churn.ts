import { createRandom } from './faults/create-random.ts'
import type { CustomerMail, People } from './people/people.ts'

/** What one step did, and to which ticket. */
export interface ChurnStep {
  kind: ChurnKind
  ticketId: number
}

export const churnKinds = [
  'created',
  'answered',
  'replied',
  'regrouped',
  'edited',
  'solved',
  'reopened',
  'merged',
  'deleted',
] as const
export type ChurnKind = (typeof churnKinds)[number]

export interface ChurnOptions {
  people: People
  seed: number
  /** Groups that agents move tickets to. */
  groups: readonly string[]
  /** Types that agents give; none when left out. */
  types?: readonly string[]
  /** What a customer writes; of a hundred customers and a few sentences when left out. */
  write?: (random: () => number, number: number) => CustomerMail
  /** How often each kind comes, in parts of their sum. */
  weights?: Partial<Record<ChurnKind, number>>
}

export interface Churn {
  /** One thing more happens. A kind that no ticket is there for becomes a new ticket. */
  step(): ChurnStep
  /** Tickets that were neither merged nor deleted. */
  readonly living: readonly number[]
}

const usualWeights: Record<ChurnKind, number> = {
  created: 40,
  answered: 14,
  replied: 14,
  regrouped: 10,
  edited: 8,
  solved: 10,
  reopened: 2,
  merged: 1,
  deleted: 1,
}

const complaints = [
  ['The invoice is wrong', 'I was charged twice for order'],
  ['I cannot log in', 'The page says that my password is wrong, for account'],
  ['Where is my parcel', 'It should have come last week, order'],
  ['The application crashes', 'It closes by itself when I open report'],
  ['Question about plans', 'What would it cost for a team of'],
] as const

const priorities = ['low', 'medium', 'high', 'urgent'] as const

const usualMail = (random: () => number, number: number): CustomerMail => {
  const [subject, text] = complaints[Math.floor(random() * complaints.length)] ?? complaints[0]
  const email = `customer${Math.floor(random() * 100)}@example.com`
  return { email, subject: `${subject} (${number})`, text: `${text} ${number}. Can you help me, please?` }
}

/** Tickets that come, and what happens to them, drawn from a seed: the same again each time, whichever the vendor. */
export const createChurn = (options: ChurnOptions): Churn => {
  const { people, seed, groups, types = [], write = usualMail } = options
  const random = createRandom(seed)
  const weights = { ...usualWeights, ...options.weights }
  const sum = churnKinds.reduce((total, kind) => total + weights[kind], 0)
  const open: number[] = []
  const solved: number[] = []
  let written = 0

  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(random() * list.length)]
  /** The last one moves into its place. */
  const take = (list: number[]): number | undefined => {
    const place = Math.floor(random() * list.length)
    const taken = list[place]
    const last = list.pop()
    if (last !== undefined && place < list.length) list[place] = last
    return taken
  }
  const draw = (): ChurnKind => {
    let left = random() * sum
    for (const kind of churnKinds) {
      left -= weights[kind]
      if (left < 0) return kind
    }
    return 'created'
  }
  const create = (): ChurnStep => {
    written += 1
    const ticketId = people.write(write(random, written))
    open.push(ticketId)
    return { kind: 'created', ticketId }
  }
  /** Null: there is no ticket for it. */
  const happen = (kind: ChurnKind): number | null => {
    switch (kind) {
      case 'created':
        return create().ticketId
      case 'answered':
      case 'replied': {
        const id = pick(open)
        if (id === undefined) return null
        if (kind === 'answered') people.answer(id, 'I am still waiting.')
        else people.reply(id, 'We are looking into it.')
        return id
      }
      case 'regrouped': {
        const [id, group] = [pick(open), pick(groups)]
        if (id === undefined || group === undefined) return null
        people.edit(id, { group })
        return id
      }
      case 'edited': {
        const [id, priority, type] = [pick(open), pick(priorities), pick(types)]
        if (id === undefined || priority === undefined) return null
        people.edit(id, { priority, ...(type === undefined ? {} : { type }) })
        return id
      }
      case 'solved': {
        const id = take(open)
        if (id === undefined) return null
        people.edit(id, { status: 'solved' })
        solved.push(id)
        return id
      }
      case 'reopened': {
        const id = take(solved)
        if (id === undefined) return null
        people.answer(id, 'It is not solved.')
        open.push(id)
        return id
      }
      case 'merged': {
        if (open.length < 2) return null
        const [id, into] = [take(open), pick(open)]
        if (id === undefined || into === undefined) return null
        people.merge(id, into)
        return id
      }
      case 'deleted': {
        const id = take(open)
        if (id === undefined) return null
        people.remove(id)
        return id
      }
      default:
        return kind satisfies never
    }
  }

  return {
    step: () => {
      const kind = draw()
      const ticketId = happen(kind)
      return ticketId === null ? create() : { kind, ticketId }
    },
    get living() {
      return [...open, ...solved]
    },
  }
}

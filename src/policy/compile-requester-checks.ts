import type { Conditions } from '../../schemas/policy.ts'
import { fold } from './fold.ts'
import { miss, oneOf } from './miss.ts'
import type { Check, Miss, RequesterAnswer } from './policy.ts'

type Told = Extract<RequesterAnswer, { told: true }>

const untold = (condition: string, wanted: string, why: string): Miss => ({
  condition,
  wanted,
  saw: why,
  untold: true,
})

const asking =
  (condition: string, wanted: string, judge: (told: Told) => Miss | null): Check =>
  (reading) => {
    const answer = reading.requester()
    return answer.told ? judge(answer) : untold(condition, wanted, answer.why)
  }

const companyCheck = (names: string[]): Check => {
  const wanted = new Set(names.map(fold))
  const shown = wanted.has('*') ? 'any' : oneOf(names)
  return asking('requester.company', shown, ({ company }) =>
    company !== null && (wanted.has('*') || wanted.has(fold(company)))
      ? null
      : miss('requester.company', shown, company === null ? [] : [company]),
  )
}

const tagsCheck = (names: string[]): Check => {
  const wanted = new Set(names.map(fold))
  return asking('requester.tags', oneOf(names), ({ tags }) =>
    tags.some((tag) => wanted.has(fold(tag))) ? null : miss('requester.tags', oneOf(names), tags),
  )
}

const openTicketsCheck = ({
  atLeast,
  atMost,
}: {
  atLeast?: number | undefined
  atMost?: number | undefined
}): Check => {
  const limits = [
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
  ]
  const wanted = limits.join(' and ')
  const condition = 'requester.openTickets'
  return asking(condition, wanted, ({ openTickets }) => {
    if (openTickets === null) return untold(condition, wanted, 'the help desk does not count them')
    return openTickets >= (atLeast ?? 0) && openTickets <= (atMost ?? Number.POSITIVE_INFINITY)
      ? null
      : miss(condition, wanted, [String(openTickets)])
  })
}

/** What the help desk knows of the person: the only conditions that cost a call, and so looked at after all others. */
export const compileRequesterChecks = ({ requester }: Conditions): Check[] => {
  const { company, tags, openTickets } = requester ?? {}
  return [
    ...(company === undefined ? [] : [companyCheck(company)]),
    ...(tags === undefined ? [] : [tagsCheck(tags)]),
    ...(openTickets === undefined ? [] : [openTicketsCheck(openTickets)]),
  ]
}

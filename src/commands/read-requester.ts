import type { RequesterAnswer } from '../policy/policy.ts'
import { type ParsedArguments, textOption, UsageError } from './command.ts'

/** What the help desk is to be taken to know of the person: the options' word, as the command asks nobody. */
export const readRequester = (parsed: ParsedArguments): RequesterAnswer => {
  const company = textOption(parsed, 'company')
  const tags = parsed.values['requester-tag']
  const open = textOption(parsed, 'open-tickets')
  if (company === undefined && tags === undefined && open === undefined)
    return { told: false, why: 'not asked; see --company, --requester-tag, --open-tickets' }
  if (open !== undefined && !/^\d{1,6}$/.test(open)) throw new UsageError('--open-tickets takes a number.')
  return {
    told: true,
    company: company ?? null,
    tags: Array.isArray(tags) ? tags.map(String) : [],
    openTickets: open === undefined ? 0 : Number(open),
  }
}

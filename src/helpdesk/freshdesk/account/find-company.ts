import type { FreshdeskCompany } from '../../../../schemas/freshdesk/company.ts'
import type { Company } from '../../account-desk.ts'
import { isSameLabel } from '../../comparable.ts'
import type { CallOptions, Read } from '../../outcome.ts'
import { isFreshdeskId } from '../desk/ticket-id.ts'
import type { FreshdeskClient } from '../freshdesk-client.ts'

/**
 * By id one call; by name two, as the autocompletion knows names at once, but nothing else of a company; by domain one, of an
 * index that lags by minutes. Id, domain, name: the first that is given decides.
 */
export const findCompany = async (
  { companies }: FreshdeskClient,
  { id, domain, name }: { id?: string; domain?: string; name?: string },
  options: CallOptions,
): Promise<Read<Company | null>> => {
  const byId = async (wanted: string | number): Promise<Read<Company | null>> => {
    const result = await companies.get(wanted, options)
    if (result.effect === 'done') return { ok: true, value: convertCompany(result.value) }
    return result.failure.kind === 'not-found' ? none : { ok: false, failure: result.failure }
  }
  if (id !== undefined) return isFreshdeskId(id) ? byId(id) : none
  if (domain !== undefined) {
    const wanted = domain.trim().toLowerCase()
    // How a quote within a value would be written is undocumented, and no domain has one.
    if (!/^[\p{L}\p{N}._-]+$/u.test(wanted)) return none
    const result = await companies.search(`domain:'${wanted}'`, options)
    if (result.effect !== 'done') return { ok: false, failure: result.failure }
    const found = result.value.results.find((company) =>
      (company.domains ?? []).some((each) => each.toLowerCase() === wanted),
    )
    return found === undefined ? none : { ok: true, value: convertCompany(found) }
  }
  const wanted = name?.trim() ?? ''
  if (wanted === '') return none
  const result = await companies.byName(wanted, options)
  if (result.effect !== 'done') return { ok: false, failure: result.failure }
  const found = result.value.companies.find((company) => isSameLabel(company.name, wanted))
  return found === undefined ? none : byId(found.id)
}

const none: Read<null> = { ok: true, value: null }

export const convertCompany = ({ id, name, domains }: FreshdeskCompany): Company => ({
  id: String(id),
  name,
  domains: domains ?? [],
})

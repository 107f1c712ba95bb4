import type { ZendeskOrganization } from '../../../../schemas/zendesk/organization.ts'
import type { Company } from '../../account-desk.ts'
import { isSameLabel } from '../../comparable.ts'
import type { CallOptions, Read } from '../../outcome.ts'
import type { ZendeskClient } from '../zendesk-client.ts'
import { isZendeskId } from '../zendesk-id.ts'

/**
 * One call. By name through the autocompletion, as the search by exact name is for administrators alone. By domain through the
 * search, whose index lags by minutes and is asked for the domain as a word, since no keyword for it is documented; what it finds
 * must have that very domain. Id, domain, name: the first that is given decides.
 */
export const findOrganization = async (
  { organizations }: ZendeskClient,
  { id, domain, name }: { id?: string; domain?: string; name?: string },
  options: CallOptions,
): Promise<Read<Company | null>> => {
  const settle = (found: ZendeskOrganization | undefined): Read<Company | null> =>
    found === undefined ? none : { ok: true, value: convertOrganization(found) }
  if (id !== undefined) {
    if (!isZendeskId(id)) return none
    const result = await organizations.get(id, options)
    if (result.effect === 'done') return settle(result.value.organization)
    return result.failure.kind === 'not-found' ? none : { ok: false, failure: result.failure }
  }
  if (domain !== undefined) {
    const wanted = domain.trim().toLowerCase()
    if (!/^[\p{L}\p{N}._-]+$/u.test(wanted)) return none
    const result = await organizations.search(`type:organization "${wanted}"`, options)
    if (result.effect !== 'done') return { ok: false, failure: result.failure }
    return settle(
      result.value.results.find((each) =>
        (each.domain_names ?? []).some((own) => own.toLowerCase() === wanted),
      ),
    )
  }
  const wanted = name?.trim() ?? ''
  if (wanted === '') return none
  const result = await organizations.byName(wanted, options)
  if (result.effect !== 'done') return { ok: false, failure: result.failure }
  return settle(result.value.organizations.find((each) => isSameLabel(each.name, wanted)))
}

const none: Read<null> = { ok: true, value: null }

export const convertOrganization = ({ id, name, domain_names: domains }: ZendeskOrganization): Company => ({
  id: String(id),
  name,
  domains: domains ?? [],
})

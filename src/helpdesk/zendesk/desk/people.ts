import type { Person } from '../../../../schemas/ticket.ts'
import type { ZendeskUser } from '../../../../schemas/zendesk/user.ts'
import type { CallOptions, Read } from '../../helpdesk.ts'
import type { ZendeskClient } from '../zendesk-client.ts'

/** Who has that address, number or id; without making anybody. New customers may be missing for minutes. */
export const findPerson = async (
  client: ZendeskClient,
  who: { email?: string; phone?: string; id?: string },
  options: CallOptions,
): Promise<Read<Person | null>> => {
  const read = await findUser(client, who, options)
  if (!read.ok) return read
  return { ok: true, value: read.value === null ? null : convertUser(read.value) }
}

/** One call. */
export const findUser = async (
  { people }: ZendeskClient,
  who: { email?: string; phone?: string; id?: string },
  options: CallOptions,
): Promise<Read<ZendeskUser | null>> => {
  if (who.id !== undefined) {
    const result = await people.get(who.id, options)
    if (result.effect === 'done') return { ok: true, value: result.value.user }
    return result.failure.kind === 'not-found' ? nobody : { ok: false, failure: result.failure }
  }
  const { email, phone } = who
  if (email === undefined && phone === undefined) return nobody
  const result = await (email === undefined
    ? people.byPhone(phone ?? '', options)
    : people.byEmail(email, options))
  if (result.effect !== 'done') return { ok: false, failure: result.failure }
  // Should the condition ever be read more widely, the first of all would be a wrong one.
  const same = result.value.users.find(
    (user) => email === undefined || user.email?.toLowerCase() === email.trim().toLowerCase(),
  )
  return { ok: true, value: same ?? null }
}

const nobody = { ok: true, value: null } as const

export const convertUser = (user: ZendeskUser): Person => ({
  id: String(user.id),
  name: user.name ?? null,
  email: user.email ?? null,
  phone: user.phone ?? null,
  role: user.role === 'agent' || user.role === 'admin' ? 'agent' : 'customer',
})

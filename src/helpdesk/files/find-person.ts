import type { Person } from '../../../schemas/ticket.ts'
import type { CallOptions, Read } from '../helpdesk.ts'
import { phoneDigits, requesterIdOf } from './convert-from-file.ts'
import type { FilesAccount } from './files-account.ts'

/** An agent of the configuration, or who wrote a ticket, as the newest of theirs names them. */
export const findPerson = (
  { directory, door, index }: FilesAccount,
  who: { email?: string; phone?: string; id?: string },
  options: CallOptions,
): Promise<Read<Person | null>> =>
  door.read<Person | null>('findPerson', options, async () => {
    const { tickets } = await index.all()
    const wanted = (who.id ?? who.email)?.trim().toLowerCase()
    const phone = who.phone === undefined ? undefined : phoneDigits(who.phone)
    if (!wanted && !phone) return { ok: true, value: null }
    const agent = directory.agents.find(({ id }) => id === wanted)
    if (agent !== undefined) {
      const { id, name, email } = agent
      return { ok: true, value: { id, name, email, phone: null, role: 'agent' } }
    }
    const theirs = tickets.filter(({ head: { requester } }) => {
      const id = requesterIdOf(requester)
      if (wanted !== undefined) return id === wanted
      return requester.phone !== null && phoneDigits(requester.phone) === phone
    })
    const newest = theirs.reduce<(typeof theirs)[number] | null>(
      (best, each) => (best === null || each.createdAt > best.createdAt ? each : best),
      null,
    )
    const id = newest === null ? null : requesterIdOf(newest.head.requester)
    if (newest === null || id === null) return { ok: true, value: null }
    return { ok: true, value: { id, ...newest.head.requester, role: 'customer' } }
  })

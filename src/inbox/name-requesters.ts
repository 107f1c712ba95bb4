import { isPassing } from '../helpdesk/follow/decide-pause.ts'
import type { Helpdesk } from '../helpdesk/helpdesk.ts'
import type { InboxIntake } from './inbox-intake.ts'

/** A call each, in the background: as many as a rate limit does not feel. */
const mostAtOnce = 20
const mostRemembered = 5_000
/** Of those, so many are looked past: what is older than that needs no name. */
const mostSkipped = 500

/**
 * Looks up who wrote the newest tickets, a few at a time, where the help desk's list tells no names. Whoever is not found is not asked
 * for again by this process. Stops where the help desk has no time for it; rejects with `InboxUnavailable`.
 */
export const createRequesterNamer = ({
  helpdesk,
  inbox,
}: {
  helpdesk: Pick<Helpdesk, 'name' | 'findPerson'>
  inbox: Pick<InboxIntake, 'unnamed' | 'nameRequester'>
}): ((signal: AbortSignal) => Promise<void>) => {
  const nameless = new Set<string>()
  return async (signal) => {
    const ids = await inbox.unnamed(helpdesk.name, mostAtOnce + Math.min(nameless.size, mostSkipped))
    const wanted = ids.filter((each) => !nameless.has(each)).slice(0, mostAtOnce)
    for (const id of wanted) {
      if (signal.aborted) return
      const found = await helpdesk.findPerson({ id }, { lane: 'background', signal })
      if (!found.ok && (isPassing(found.failure) || found.failure.kind === 'credentials')) return
      const person = found.ok ? found.value : null
      const name = person?.name ?? person?.email ?? person?.phone ?? null
      if (name !== null) await inbox.nameRequester(helpdesk.name, id, name)
      else nameless.add(id)
    }
    if (nameless.size > mostRemembered) nameless.clear()
  }
}

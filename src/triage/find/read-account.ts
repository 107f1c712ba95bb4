import { isPassing } from '../../helpdesk/follow/decide-pause.ts'
import { ReadFailed } from '../../helpdesk/follow/read-failed.ts'
import type { Failure } from '../../helpdesk/outcome.ts'
import type { Beginning } from '../../helpdesk/ticket-desk.ts'
import type { FoundDesk } from './finder.ts'

const lane = 'background'
/** Those whose list did not tell are asked for so many at once. */
const beginningsAtOnce = 4

/** Names of groups by id; none where the account does not let us read them. From the adapter's cache. Throws `ReadFailed`. */
export const readGroupNames = async (
  helpdesk: Pick<FoundDesk, 'listGroups'>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> => {
  const read = await helpdesk.listGroups({ lane, signal })
  if (read.ok) return new Map(read.value.map(({ id, name }) => [id, name]))
  if (isOfAll(read.failure)) throw new ReadFailed(read.failure)
  return new Map()
}

/**
 * What tickets began with, one by one, for those whose list did not tell. Null: it cannot be read, or there is nothing. Throws
 * `ReadFailed` where waiting mends it.
 */
export const readBeginnings = async (
  helpdesk: Pick<FoundDesk, 'listConversation'>,
  ticketIds: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, Beginning | null>> => {
  const found = new Map<string, Beginning | null>()
  const left = [...ticketIds]
  const failures: Failure[] = []
  const readOn = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined && failures.length === 0; id = left.shift()) {
      const read = await helpdesk.listConversation(id, { limit: 1 }, { lane, signal })
      if (!read.ok && isOfAll(read.failure)) failures.push(read.failure)
      const [first] = (read.ok ? read.value?.messages : undefined) ?? []
      found.set(id, first === undefined ? null : { from: first.from, text: first.text })
    }
  }
  await Promise.all(Array.from({ length: Math.min(beginningsAtOnce, left.length) }, readOn))
  const [failure] = failures
  if (failure !== undefined) throw new ReadFailed(failure)
  return found
}

/** It says nothing of the one thing that was asked for: later it can be had. */
const isOfAll = (failure: Failure): boolean => isPassing(failure) || failure.kind === 'credentials'

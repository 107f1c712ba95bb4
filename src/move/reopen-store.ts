import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { ExclusiveLock } from '../database/sqlite/exclusive-lock.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import { changeArrival, readArrival } from './arrival.ts'
import type { Arrival } from './arrival-row.ts'
import { countReplies } from './count-replies.ts'
import { forgetDeparture, readDeparture } from './departure.ts'
import { keepMoversOut } from './keep-movers-out.ts'
import { MoveRefused } from './move-refused.ts'
import { openSource } from './open-source.ts'
import { openTarget, refuseTargetInUse } from './open-target.ts'

export interface ReopenOptions {
  dataDir: string
  /** Absent: the database is gone, or cannot be reached. Only by force. */
  databaseUrl: string | undefined
  force: boolean
  clock: Clock
  logger: Logger
}

export type ReopenOutcome =
  | { kind: 'not-away' }
  /** What happened in the target since; null when it was not asked. */
  | { kind: 'reopened'; since: Since | null }

export interface Since {
  /** Hand-offs that came there, and are not here. */
  received: number
  /** Steps that hand-offs took there: some of them may be delivered again from here. */
  steps: number
  /** Whether agents sent replies there, which from here would be sent again, or be missing. */
  replied: boolean
}

const countSince = async (target: Database, { progress }: Arrival): Promise<Since> =>
  target.read(async (transaction) => {
    const count = async (table: string): Promise<number> => {
      const { rows } = await sql<{
        count: number
      }>`select count(*) as count from ${sql.table(table)}`.execute(transaction)
      return rows[0]?.count ?? 0
    }
    const { handoffs, history } = progress.settled ?? { handoffs: 0, history: 0 }
    return {
      received: (await count('handoffs')) - handoffs,
      steps: (await count('history')) - history,
      replied: (await countReplies(transaction)) !== (progress.settled?.replies ?? 0),
    }
  })

const hasMoved = ({ received, steps, replied }: Since): boolean => received > 0 || steps > 0 || replied

const sentence = ({ received, steps, replied }: Since): string =>
  `Since the move ${received} hand-off${received === 1 ? ' was' : 's were'} received in PostgreSQL, and ${steps} step${steps === 1 ? '' : 's'} taken there.${replied ? ' Agents have sent replies there.' : ''}`

const changedSince = (since: Since): MoveRefused =>
  new MoveRefused(
    'changed-since',
    `${sentence(since)} In this store they would be missing, and what was delivered there would be delivered again. To go back all the same: --reopen --force`,
  )

/** Shuts the target, so that the two never serve at once. */
const shutTarget = async (
  target: Database,
  move: string,
  { force, clock }: ReopenOptions,
): Promise<Since | null> => {
  const arrival = await target.read(readArrival)
  if (arrival?.progress.move !== move) {
    if (force) return null
    throw new MoveRefused(
      'changed-since',
      'This store was moved into another database than that one. Name the right one; or, if it is gone, use --force: hand-offs that were received or delivered there since are then not known here.',
    )
  }
  const since = await countSince(target, arrival)
  if (hasMoved(since) && !force) throw changedSince(since)
  const change = (state: Arrival['state']) => changeArrival(target, { move, state, at: clock.now() })
  // Shut, and then looked at again: a service that started meanwhile shows, and none can start from now on.
  await change('left')
  try {
    await refuseTargetInUse(target)
    const again = await countSince(target, arrival)
    if (hasMoved(again) && !force) throw changedSince(again)
    // As it was copied: a later move can go on from it.
    if (!hasMoved(again)) await change('copying')
    return again
  } catch (error) {
    await change(arrival.state)
    throw error
  }
}

/** Takes back a move: the SQLite store serves again, and the target does not. Throws `MoveRefused`. */
export const reopenStore = async (options: ReopenOptions): Promise<ReopenOutcome> => {
  const source = await openSource(options.dataDir, options.logger)
  let lock: ExclusiveLock | null = null
  let target: Database | null = null
  try {
    lock = keepMoversOut(options.dataDir)
    const departure = await readDeparture(source)
    if (departure === null) return { kind: 'not-away' }
    if (options.databaseUrl === undefined && !options.force) {
      throw new MoveRefused(
        'changed-since',
        'Whether anything has happened in PostgreSQL since can only be seen there: set DATABASE_URL. If that database is gone: --reopen --force',
      )
    }
    let since: Since | null = null
    if (options.databaseUrl !== undefined) {
      target = await openTarget(options.databaseUrl, options.logger)
      since = await shutTarget(target, departure.move, options)
    }
    await forgetDeparture(source)
    return { kind: 'reopened', since }
  } finally {
    await target?.close()
    await source.close()
    lock?.release()
  }
}

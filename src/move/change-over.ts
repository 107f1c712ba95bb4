import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Clock } from '../ops/clock.ts'
import type { Logger } from '../ops/logger.ts'
import { recordProgress } from './arrival.ts'
import type { Progress } from './arrival-row.ts'
import { type Comparison, compareStore } from './compare-store.ts'
import { compareSums, type Side } from './compare-sums.ts'
import { countReplies } from './count-replies.ts'
import { recordDeparture } from './departure.ts'
import { digestWhole } from './digest-in-target.ts'
import { addDigests, digestRows, noRows } from './digest-rows.ts'
import { MoveRefused } from './move-refused.ts'
import type { MoveReport } from './move-report.ts'
import { movedTables, tablesMadeAnew, wholeTables } from './moved-tables.ts'
import { refuseTargetInUse } from './open-target.ts'
import { readCustody } from './read-custody.ts'
import type { PortionLimits } from './read-portion.ts'
import { readWhole } from './read-whole.ts'
import { totalRows } from './total-rows.ts'
import { addToWhole, writeWhole } from './write-portion.ts'

export interface ChangeOver {
  /** Keeps services out of the source's folder. */
  holder: Database
  /** The same store, to read from. */
  source: Database
  target: Database
  progress: Progress
  clock: Clock
  logger: Logger
  report: MoveReport
  limits?: PortionLimits | undefined
}

export interface HandedOver {
  source: Side
  target: Side
  /** Hand-offs that had changed, or come, since the first pass. */
  rewritten: number
}

interface Wholes {
  source: Side['wholes']
  target: Side['wholes']
}

/** Nothing of what an earlier move left there, and nobody's sign-in. */
const emptyWhatIsMadeAnew = ({ target, progress, clock }: ChangeOver): Promise<void> =>
  target.write(async (transaction) => {
    await recordProgress(transaction, progress, { state: 'copying', at: clock.now() })
    for (const name of tablesMadeAnew) await transaction.deleteFrom(name).execute()
  })

/** What belongs to no hand-off. Resolves with the digests of both sides, table by table. */
const moveWholes = async ({ source, target, progress, clock }: ChangeOver): Promise<Wholes> => {
  const wholes: Wholes = { source: [], target: [] }
  for (const table of wholeTables) {
    const { name } = table
    let digest = noRows
    let isFirst = true
    for await (const rows of readWhole(source, table)) {
      const write = isFirst ? writeWhole : addToWhole
      await target.write(async (transaction) => {
        await recordProgress(transaction, progress, { state: 'copying', at: clock.now() })
        await write(transaction, table, rows)
      })
      digest = addDigests(digest, digestRows(table, rows))
      isFirst = false
    }
    wholes.source.push({ name, digest })
    wholes.target.push({ name, digest: await digestWhole(target, table) })
  }
  return wholes
}

const readSides = async (change: ChangeOver, compared: Comparison, wholes: Wholes): Promise<HandedOver> => {
  const { source, target } = change
  // Without its statistics PostgreSQL plans as if the tables were empty, until autovacuum comes by.
  for (const { name } of [...movedTables, ...wholeTables])
    await sql`analyze ${sql.table(name)}`.execute(target.kysely)
  return {
    source: {
      totals: await totalRows(source),
      digests: compared.source,
      wholes: wholes.source,
      custody: await readCustody(source, change),
    },
    target: {
      totals: await totalRows(target),
      digests: compared.target,
      wholes: wholes.target,
      custody: await readCustody(target, change),
    },
    rewritten: compared.rewritten,
  }
}

/**
 * Makes the target the same as the source, proves it, and hands over: from then on a service starts on the target and no longer
 * on the source. The write lock of the source is held throughout, so that no command changes it either. Throws `MoveRefused`;
 * then the source is the one to serve as before, and a repeat is safe.
 *
 * The source is shut before the target is opened: a process that ends in between leaves both shut, and the next run goes on.
 */
export const changeOver = async (change: ChangeOver): Promise<HandedOver> => {
  const { holder, target, progress, clock } = change
  const sides = await holder.write(async (barrier) => {
    await refuseTargetInUse(target)
    await emptyWhatIsMadeAnew(change)
    const compared = await compareStore(change)
    const sides = await readSides(change, compared, await moveWholes(change))
    const faults = compareSums(sides.source, sides.target)
    if (faults.length > 0) {
      throw new MoveRefused(
        'differs',
        `The two sides are not the same, so nothing was handed over:\n${faults.map((fault) => `  ${fault}`).join('\n')}`,
      )
    }
    await refuseTargetInUse(target)
    await recordDeparture(barrier, { move: progress.move, at: clock.now() })
    return sides
  })
  const { handoffs, history } = sides.target.totals
  const replies = await target.read(countReplies)
  await target.write((transaction) =>
    recordProgress(
      transaction,
      { ...progress, settled: { handoffs, history, replies } },
      { state: 'done', at: clock.now() },
    ),
  )
  return sides
}

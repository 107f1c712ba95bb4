import { type RawBuilder, sql } from 'kysely'
import type { Ledger } from './ledger.ts'
import type { LedgerContext } from './ledger-context.ts'
import { callNext, lineName } from './line.ts'
import { whereOpen } from './states.ts'

const linesAtOnce = 200

/** Nobody of the line may go: everybody waits for somebody who is not there. */
const nobodyGoes: RawBuilder<boolean> = sql`not exists (
  select 1 from handoffs as member
  where member.requester_key = handoffs.requester_key and member.helpdesk = handoffs.helpdesk
    and member.state in ('received', 'waiting', 'delivering') and member.lined = 1 and member.behind = 0
)`

/** Calls up the first of every line that stands still; see `Ledger.mendLines`. */
export const createMendLines =
  (context: LedgerContext): Ledger['mendLines'] =>
  async () => {
    const { database, bells } = context
    const lines = await database.kysely
      .selectFrom('handoffs')
      .select(['requester_key', 'helpdesk'])
      .distinct()
      .where(whereOpen)
      .where('behind', '=', 1)
      .where(nobodyGoes)
      .limit(linesAtOnce)
      .execute()
    let mended = 0
    for (const { requester_key: requesterKey, helpdesk } of lines) {
      const called = await database.write(async (transaction) => {
        await database.locking.take(transaction, [lineName(requesterKey, helpdesk)])
        return callNext(transaction, { requesterKey, helpdesk })
      })
      if (!called) continue
      mended += 1
      bells.ringDue(helpdesk)
    }
    return mended
  }

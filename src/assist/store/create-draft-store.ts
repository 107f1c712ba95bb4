import type { Selectable } from 'kysely'
import { draftContentSchema } from '../../../schemas/draft.ts'
import type { Database } from '../../database/database.ts'
import type { DraftsTable, DraftVersionsTable } from '../../database/desk-tables.ts'
import { guardStore } from '../../database/guard-store.ts'
import type { Logger } from '../../ops/logger.ts'
import type { Draft, DraftVersion } from '../assist.ts'
import { AssistUnavailable } from '../assist-unavailable.ts'
import type { DraftStore } from './draft-store.ts'
import { createForget } from './forget-drafts.ts'
import { createReadQuality } from './read-quality.ts'

const mostListed = 100

/** Drafts in the tables of the desk, over either database; see `DraftStore`. */
export const createDraftStore = ({
  database,
  logger,
}: {
  database: Database
  logger: Pick<Logger, 'warn'>
}): DraftStore => {
  const guard = guardStore(database, AssistUnavailable)

  const readVersions = (rows: readonly Selectable<DraftVersionsTable>[]): DraftVersion[] =>
    rows.flatMap((row) => {
      const content = parseContent(row.content)
      if (content !== null) return [toVersion(row, content)]
      logger.warn({ draft: row.draft_id, version: row.number }, 'a version of a draft cannot be read')
      return []
    })

  const find: DraftStore['find'] = (id) =>
    guard(() =>
      database.read(async (transaction) => {
        const row = await transaction.selectFrom('drafts').selectAll().where('id', '=', id).executeTakeFirst()
        if (row === undefined) return null
        const versions = await transaction
          .selectFrom('draft_versions')
          .selectAll()
          .where('draft_id', '=', id)
          .orderBy('number')
          .execute()
        return { ...toDraft(row), versions: readVersions(versions) }
      }),
    )

  return {
    find,

    create: ({ version, ...draft }) =>
      guard(async () => {
        const kept = { ...version, number: 1, at: Math.floor(draft.at), who: draft.who }
        const row: Selectable<DraftsTable> = {
          id: draft.id,
          helpdesk: draft.helpdesk,
          ticket_id: draft.ticketId,
          created_at: kept.at,
          created_by: draft.who,
          state: 'open',
          latest: 1,
          ended_at: null,
          made_by: draft.maker,
          outcome: null,
          distance: null,
        }
        await database.write(async (transaction) => {
          await transaction.insertInto('drafts').values(row).execute()
          await transaction.insertInto('draft_versions').values(toRow(draft.id, kept)).execute()
        })
        return { ...toDraft(row), versions: [kept] }
      }),

    append: ({ draftId, expected, version }) =>
      guard(() =>
        database.write(async (transaction) => {
          // The row of the draft is what two who write at once wait for.
          const numbered = await transaction
            .updateTable('drafts')
            .set((column) => ({ latest: column('latest', '+', 1) }))
            .where('id', '=', draftId)
            .where('state', '=', 'open')
            .$if(expected !== null, (query) => query.where('latest', '=', expected ?? 0))
            .returning('latest')
            .executeTakeFirst()
          if (numbered !== undefined) {
            const number = Number(numbered.latest)
            const kept = { ...version, number, at: Math.floor(version.at) }
            await transaction.insertInto('draft_versions').values(toRow(draftId, kept)).execute()
            return { kind: 'kept', number } as const
          }
          const found = await transaction
            .selectFrom('drafts')
            .select('state')
            .where('id', '=', draftId)
            .executeTakeFirst()
          if (found === undefined) return { kind: 'not-found' } as const
          return { kind: found.state === 'open' ? 'behind' : 'ended' } as const
        }),
      ),

    ofTicket: ({ helpdesk, ticketId }) =>
      guard(async () => {
        const rows = await database.kysely
          .selectFrom('drafts')
          .selectAll()
          .where('helpdesk', '=', helpdesk)
          .where('ticket_id', '=', ticketId)
          .orderBy('created_at', 'desc')
          .orderBy('id', 'desc')
          .limit(mostListed)
          .execute()
        return rows.map(toDraft)
      }),

    end: ({ draftId, state, outcome, distance, at }) =>
      guard(() =>
        database.write(async (transaction) => {
          const { numUpdatedRows } = await transaction
            .updateTable('drafts')
            .set({ state, outcome, distance, ended_at: Math.floor(at) })
            .where('id', '=', draftId)
            .where('state', state === 'sent' ? '!=' : '=', state === 'sent' ? 'sent' : 'open')
            .executeTakeFirst()
          return numUpdatedRows > 0n
        }),
      ),

    quality: createReadQuality({ database, guard }),
    ...createForget({ database, guard }),
  }
}

const parseContent = (text: string): DraftVersion['content'] | null => {
  try {
    return draftContentSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

const toDraft = (row: Selectable<DraftsTable>): Draft => ({
  id: row.id,
  helpdesk: row.helpdesk,
  ticketId: row.ticket_id,
  createdAt: Number(row.created_at),
  createdBy: row.created_by,
  state: row.state,
  latest: Number(row.latest),
  endedAt: row.ended_at === null ? null : Number(row.ended_at),
})

const toVersion = (row: Selectable<DraftVersionsTable>, content: DraftVersion['content']): DraftVersion => ({
  number: Number(row.number),
  at: Number(row.at),
  who: row.who,
  kind: row.kind,
  instruction: row.instruction,
  madeBy: row.made_by,
  content,
})

const toRow = (draftId: string, version: DraftVersion): Selectable<DraftVersionsTable> => ({
  draft_id: draftId,
  number: version.number,
  at: version.at,
  who: version.who,
  kind: version.kind,
  instruction: version.instruction,
  made_by: version.madeBy,
  content: JSON.stringify(version.content),
})

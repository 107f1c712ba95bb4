import type { CategoryConfig } from '../../../schemas/configuration.ts'
import type { DroppedTexts } from '../../classify/report/report.ts'
import type { Helpdesk } from '../../helpdesk/helpdesk.ts'
import type { Ledger } from '../../ledger/ledger.ts'
import type { Clock } from '../../ops/clock.ts'
import { createOwnWords, type TemplateHeadings } from '../../training/clean/create-own-words.ts'
import { collectFromHelpdesk } from '../../training/helpdesk/collect-from-helpdesk.ts'
import { convertCollected, type Unfit } from '../../training/helpdesk/convert-collected.ts'
import { labelTickets } from '../../training/label-tickets.ts'
import type { PastTicket } from '../../training/past-ticket.ts'
import type { Progress } from '../../training/progress.ts'
import { type ChoiceSnapshot, parseChoices } from '../choices/choice-snapshot.ts'
import { groupNow } from '../choices/resolve-group.ts'
import type { TriageStore } from '../triage-store.ts'
import { createOwnValues } from './own-values.ts'
import { readOwnRecords } from './read-own-records.ts'

export interface CollectPastOptions {
  helpdesk: Pick<Helpdesk, 'name' | 'listChangedSince' | 'listConversation' | 'listGroups' | 'availability'>
  /** Where it is kept on the way. */
  path: string
  /** ms */
  since: number
  most: number
  categories: Readonly<Record<string, CategoryConfig>>
  headings: TemplateHeadings
  store: Pick<TriageStore, 'known' | 'feed'>
  ledger: Pick<Ledger, 'list'>
  clock: Clock
  signal: AbortSignal
  progress: Progress
}

export interface CollectedPast {
  /** With the category that they were filed under, and without the labels that are our own predictions come back. */
  tickets: PastTicket[]
  unfit: DroppedTexts[]
  /** Takes away what was kept on the way; without it, the next time goes on from there. */
  discard(): Promise<void>
}

/**
 * What agents made of one help desk's tickets, read within its budget behind all others, and gone on with after a kill. Throws
 * `TrainingRefused`, `TriageUnavailable` and `LedgerUnavailable`.
 */
export const collectPast = async (options: CollectPastOptions): Promise<CollectedPast> => {
  const { helpdesk, categories, headings, store, ledger, signal } = options
  const { name } = helpdesk
  const collected = await collectFromHelpdesk(options)
  const ownWords = createOwnWords(headings)
  const unfit: Record<Unfit, number> = { deleted: 0, merged: 0, 'not-the-customer': 0 }
  const tickets = collected.tickets.flatMap((ticket) => {
    const converted = convertCollected(ticket, { helpdesk: name, groups: collected.groups, ownWords })
    if (typeof converted !== 'string') return [converted]
    unfit[converted] += 1
    return []
  })
  const snapshot = parseChoices((await store.feed(name))?.choices ?? null)
  const inForce = withCurrentGroups(categories, snapshot)
  const records = await readOwnRecords({ helpdesk: name, tickets, store, ledger, categories, signal })
  return {
    tickets: labelTickets(tickets.map(createOwnValues({ categories: inForce, records })), inForce),
    unfit: Object.entries(unfit).flatMap(([reason, texts]) => (texts > 0 ? [{ reason, texts }] : [])),
    discard: collected.discard,
  }
}

/** A category whose group got another name is told by that. */
const withCurrentGroups = (
  categories: Readonly<Record<string, CategoryConfig>>,
  snapshot: ChoiceSnapshot | null,
): Record<string, CategoryConfig> =>
  Object.fromEntries(
    Object.entries(categories).map(([category, config]) => [
      category,
      config.group === undefined ? config : { ...config, group: groupNow(snapshot, config.group) },
    ]),
  )

import { createHash } from 'node:crypto'
import type { StuckReason } from '../../ledger/stuck.ts'
import { type Explained, explainReason, type ReasonWords } from './explain-reason.ts'

/** Hand-offs that are stuck for what is one reason to a person, however differently it was worded. */
export interface ReasonGroup extends Explained {
  /** Names it in addresses; says nothing by itself. */
  key: string
  state: StuckReason['state']
  helpdesk: string
  reasons: StuckReason[]
  count: number
  newestAt: number
  oldestAt: number
}

/** Groups in the order of `reasons`. A key is the same in every language, and as long as the reason is. */
export const groupReasons = (reasons: readonly StuckReason[], reading: ReasonWords): ReasonGroup[] => {
  const groups = new Map<string, ReasonGroup>()
  for (const reason of reasons) {
    const explained = explainReason(reason, reading)
    const told = explained.code === 'refused' ? reason.why : explained.subject
    const identity = [reason.state, reason.helpdesk, explained.code, told].join('\n')
    const key = createHash('sha256').update(identity).digest('hex').slice(0, 16)
    const group = groups.get(key)
    if (group === undefined) {
      const { state, helpdesk, count, newestAt, oldestAt } = reason
      groups.set(key, { key, ...explained, state, helpdesk, reasons: [reason], count, newestAt, oldestAt })
    } else {
      group.reasons.push(reason)
      group.fields = [...new Set([...group.fields, ...explained.fields])]
      group.count += reason.count
      group.newestAt = Math.max(group.newestAt, reason.newestAt)
      group.oldestAt = Math.min(group.oldestAt, reason.oldestAt)
    }
  }
  return [...groups.values()]
}

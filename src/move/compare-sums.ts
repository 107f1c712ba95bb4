import type { CustodySum } from '../ledger/ledger.ts'
import { type Digest, isSameDigest } from './digest-rows.ts'
import { movedTables, type PerTable } from './moved-tables.ts'

/** All that is known of one side at the change-over. */
export interface Side {
  /** Counted over whole tables, not only over hand-offs that the other side has too. */
  totals: PerTable<number>
  digests: PerTable<Digest>
  /** Of the tables that are moved as a whole. */
  wholes: { name: string; digest: Digest }[]
  custody: CustodySum
}

const fields = ['received', 'delivered', 'underWay', 'parked', 'dismissed', 'refused', 'balanced'] as const

const compareCustody = (source: CustodySum, target: CustodySum): string[] => {
  const faults = fields.flatMap((field) =>
    source[field] === target[field]
      ? []
      : [`custody, ${field}: ${source[field]} in the source, ${target[field]} in the target`],
  )
  const byDay = (sum: CustodySum) =>
    new Map(sum.days.map((day) => [`${day.day} ${day.source}`, JSON.stringify(day, Object.keys(day).sort())]))
  const [here, there] = [byDay(source), byDay(target)]
  const days = new Set([...here.keys(), ...there.keys()])
  return [
    ...faults,
    ...[...days]
      .filter((day) => here.get(day) !== there.get(day))
      .map((day) => `custody of ${day}: not the same`),
  ]
}

/** Everything in which two sides are not the same, or do not add up, in plain words; empty when the move may be relied on. */
export const compareSums = (source: Side, target: Side): string[] => {
  const faults = movedTables.flatMap(({ name }) => {
    if (source.totals[name] !== target.totals[name])
      return [`${name}: ${source.totals[name]} rows in the source, ${target.totals[name]} in the target`]
    // What was compared must be all there is.
    const isAll = source.digests[name].rows === source.totals[name]
    return isAll && isSameDigest(source.digests[name], target.digests[name])
      ? []
      : [`${name}: the checksum of the content is not the same`]
  })
  for (const { name, digest } of source.wholes) {
    const other = target.wholes.find((whole) => whole.name === name)
    if (other === undefined || !isSameDigest(digest, other.digest)) faults.push(`${name}: not the same`)
  }
  faults.push(...compareCustody(source.custody, target.custody))
  if (!source.custody.balanced) faults.push('the custody sum of the source is off')
  return faults
}

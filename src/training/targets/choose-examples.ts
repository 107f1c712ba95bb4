import type { Target } from '../../classify/bundles/bundle.ts'
import { readPriority } from '../../classify/read-priority.ts'
import type { CleanTicket } from '../clean/clean-ticket.ts'

/** What can be learnt of one target. */
export interface ChosenExamples {
  target: Target
  /** Null: one of the classes with too few texts; it teaches every other class what it is not. */
  examples: { ticket: CleanTicket; label: string | null }[]
  labels: string[]
  /** Nobody has said what they are. */
  unlabelled: CleanTicket[]
  /** Texts with a label that are not learnt from, or only as none of the classes. */
  dropped: { reason: 'not-a-priority' | 'rare-class'; texts: number }[]
  /** What a person should know before they believe the figures. */
  warnings: TargetWarning[]
}

export type TargetWarning =
  /** Labels that are codes: what a class is called says nothing of what it is about. */
  | { code: 'coded'; labels: string[] }
  /** Nearly all texts are of one class. */
  | { code: 'dominated'; label: string; share: number }
  /** Learnt as texts of none of the classes. */
  | { code: 'rare'; classes: { label: string; texts: number }[] }

/** Why nothing is learnt of a target. */
export type Unlearnable =
  | { kind: 'no-labels' }
  | { kind: 'one-class'; label: string }
  | { kind: 'few-texts'; texts: number }
  | { kind: 'all-rare'; classes: number }
  | { kind: 'no-priorities'; values: string[] }

const fewestTexts = 20
const dominated = 0.9

/**
 * What of the tickets a target is learnt from. Pure. A class with fewer than `least` texts cannot be learnt: its texts count as none
 * of the classes, but for priorities, of which every text has one.
 */
export const chooseExamples = (
  tickets: readonly CleanTicket[],
  target: Target,
  { least }: { least: number },
): ChosenExamples | Unlearnable => {
  const labelled: { ticket: CleanTicket; label: string }[] = []
  const unlabelled: CleanTicket[] = []
  const strange = new Map<string, number>()
  for (const ticket of tickets) {
    const label = ticket.labels[target]?.trim()
    if (label === undefined || label === '') unlabelled.push(ticket)
    else if (target === 'priority' && readPriority(label) === null)
      strange.set(label, (strange.get(label) ?? 0) + 1)
    else labelled.push({ ticket, label })
  }
  if (labelled.length === 0)
    return strange.size === 0
      ? { kind: 'no-labels' }
      : { kind: 'no-priorities', values: [...strange.keys()].slice(0, 8) }
  if (labelled.length < fewestTexts) return { kind: 'few-texts', texts: labelled.length }
  const counts = new Map<string, number>()
  for (const { label } of labelled) counts.set(label, (counts.get(label) ?? 0) + 1)
  const [first] = counts.keys()
  if (counts.size === 1 && first !== undefined) return { kind: 'one-class', label: first }
  const labels = [...counts].flatMap(([label, texts]) => (texts >= least ? [label] : [])).sort()
  if (labels.length < 2) return { kind: 'all-rare', classes: counts.size }
  const isLearnt = new Set(labels)
  const rare = [...counts].filter(([label]) => !isLearnt.has(label))
  const rareTexts = sum(rare.map(([, texts]) => texts))
  const examples = labelled.flatMap(({ ticket, label }): ChosenExamples['examples'] => {
    if (isLearnt.has(label)) return [{ ticket, label }]
    return target === 'priority' ? [] : [{ ticket, label: null }]
  })
  const strangeTexts = sum(strange.values())
  return {
    target,
    examples,
    labels,
    unlabelled,
    dropped: [
      { reason: 'not-a-priority' as const, texts: strangeTexts },
      { reason: 'rare-class' as const, texts: rareTexts },
    ].filter(({ texts }) => texts > 0),
    warnings: findWarnings(target, labels, counts, rare),
  }
}

const findWarnings = (
  target: Target,
  labels: readonly string[],
  counts: ReadonlyMap<string, number>,
  rare: readonly [string, number][],
): TargetWarning[] => {
  const all = sum(counts.values())
  const [label, texts] = [...counts].reduce((most, each) => (each[1] > most[1] ? each : most))
  const coded = target === 'priority' ? [] : labels.filter(isCode)
  return [
    ...(coded.length > labels.length / 2 ? [{ code: 'coded' as const, labels: coded.slice(0, 5) }] : []),
    ...(texts > all * dominated ? [{ code: 'dominated' as const, label, share: texts / all }] : []),
    ...(rare.length > 0
      ? [{ code: 'rare' as const, classes: rare.map(([name, count]) => ({ label: name, texts: count })) }]
      : []),
  ]
}

/** `11`, `L2-04`, `Q_7`: nothing that one reads. */
export const isCode = (label: string): boolean => !/\p{L}{3}/u.test(label)

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, each) => total + each, 0)

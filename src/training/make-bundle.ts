import { rm } from 'node:fs/promises'
import type { Bundle, BundleStore, Target } from '../classify/bundles/bundle.ts'
import { bundleNameAt } from '../classify/bundles/bundle-name-at.ts'
import type { HeldOutRow } from '../classify/bundles/held-out.ts'
import { writeBundle } from '../classify/bundles/write-bundle.ts'
import { buildNeighbours, type NeighbourEntry } from '../classify/model/neighbours/build-neighbours.ts'
import { encodeNeighbours } from '../classify/model/neighbours/neighbours-file.ts'
import type { DroppedTexts, Report } from '../classify/report/report.ts'
import type { CleanTicket } from './clean/clean-ticket.ts'
import { type Cleaned, cleanTickets } from './clean/clean-tickets.ts'
import { composeTrainingReport } from './compose-training-report.ts'
import { describeUnlearnable } from './describe-unlearnable.ts'
import { explainStoreFailure } from './explain-store-failure.ts'
import { labelTickets } from './label-tickets.ts'
import { compareOnNewer } from './learn/compare-on-newer.ts'
import { type Adoption, decideAdoption, type Wanted } from './learn/decide-adoption.ts'
import type { TrainedTarget } from './learn/train-target.ts'
import type { PastTicket } from './past-ticket.ts'
import { type TrainedTargets, type TrainTargetsOptions, trainTargets } from './train-targets.ts'
import { TrainingRefused } from './training-refused.ts'

export interface MakeBundleOptions extends TrainTargetsOptions {
  tickets: readonly PastTicket[]
  /** What was left out before; counted as read. */
  unfit: readonly DroppedTexts[]
  /** `freshdesk`, `ledger`, the name of a file. */
  from: string
  /** Relevo's version. */
  by: string
  store: Pick<BundleStore, 'staging' | 'add' | 'current'>
  /** Where that keeps its bundles, for what to do when it cannot. */
  folder: string
  wanted: Wanted
  /** False: what ships is not asked here, as the categories are the company's own; then there is nothing to compare with. */
  isStarterUsed?: boolean
  renderPage: (report: Report) => string
}

export interface MadeBundle extends TrainedTargets {
  name: string
  report: Report
  cleaned: Cleaned
  adoption: Adoption
  /** Categories that were learnt and are not configured: nothing is filed under them. */
  strange: string[]
}

/**
 * From past tickets to a bundle in the store: cleans, learns, judges, writes, and decides whether it goes into use, which is the
 * caller's to do. Throws `TrainingRefused`; rejects with the signal's reason, and then nothing was added.
 */
export const makeBundle = async (options: MakeBundleOptions): Promise<MadeBundle> => {
  const { categories, store, tickets, unfit, encoder, seed, from, by, signal } = options
  // Seconds for a hundred thousand: nobody should take it for a stand-still.
  options.progress.begin('Cleaning the texts')
  const cleaned = cleanTickets(labelTickets(tickets, categories))
  options.progress.at(1, `${cleaned.tickets.length} of ${tickets.length} are left`)
  const result = await trainTargets(cleaned, options)
  const { trained } = result
  if (trained.size === 0)
    throw new TrainingRefused('unusable', sayNothingLearnt(result, cleaned, tickets.length))
  const at = options.now()
  const { report, about } = composeTrainingReport({
    name: bundleNameAt(at),
    at,
    by,
    from,
    read: tickets.length + unfit.reduce((sum, { texts }) => sum + texts, 0),
    unfit,
    cleaned,
    encoder: encoder?.name ?? null,
    seed,
    trained,
  })
  const inUse = await store.current()
  const adoption = decideAdoption(
    options.wanted,
    about,
    inUse === null ? null : { name: inUse.name, isStarter: inUse.name === 'starter', ...figuresOf(inUse) },
    inUse === null || (inUse.name === 'starter' && !isComparedWithStarter(options))
      ? new Map()
      : await compareOnNewer(inUse, trained, { encoder, signal }),
  )
  signal.throwIfAborted()
  const name = await explainStoreFailure(options.folder, async () => {
    const folder = await store.staging()
    try {
      await writeBundle(folder, {
        about,
        models: new Map([...trained].map(([target, { parts }]) => [target, parts])),
        heldOut: new Map([...trained].map(([target, each]) => [target, heldOutOf(each)])),
        neighbours: encodeNeighbours(buildNeighbours(neighboursOf(cleaned.tickets))),
        report,
        html: options.renderPage(report),
      })
      return await store.add(folder, at)
    } catch (error) {
      await rm(folder, { recursive: true, force: true })
      throw error
    }
  })
  const strange = (trained.get('category')?.parts.labels ?? []).filter(
    (label) => !Object.hasOwn(categories, label),
  )
  return { ...result, name, report: { ...report, name }, cleaned, adoption, strange }
}

const isComparedWithStarter = ({ wanted, isStarterUsed = true }: MakeBundleOptions): boolean =>
  wanted === 'when-better' && isStarterUsed

const figuresOf = ({ about: { encoder, targets } }: Bundle) => ({ encoder, targets })

const heldOutOf = ({ heldOut, tickets }: TrainedTarget): HeldOutRow[] =>
  heldOut.map(({ row, label, predicted, confidence, inScope }) => ({
    label,
    predicted,
    confidence,
    inScope,
    at: tickets[row]?.createdAt ?? null,
  }))

/** Under what they were filed, the category first: it is what a hand-off gets. */
const order: readonly Target[] = ['category', 'type', 'group']

const neighboursOf = (tickets: readonly CleanTicket[]): NeighbourEntry[] =>
  tickets
    .toSorted((one, other) => (one.createdAt ?? 0) - (other.createdAt ?? 0))
    .map(({ name, text, labels }) => ({
      name,
      text,
      label: order.map((target) => labels[target]).find((label) => label !== undefined) ?? null,
    }))

const sayNothingLearnt = ({ left }: TrainedTargets, { tickets }: Cleaned, read: number): string => {
  if (tickets.length === 0) return `There is nothing to learn from: of ${read} tickets none is left.`
  const reasons = [...left].map(([target, why]) => `${target}: ${describeUnlearnable(why)}`)
  const texts = `${tickets.length} ${tickets.length === 1 ? 'text' : 'texts'}`
  return [`Nothing can be learnt from ${texts}.`, ...reasons].join(' ')
}

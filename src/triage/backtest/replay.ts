import { setImmediate } from 'node:timers/promises'
import type { CategoryConfig } from '../../../schemas/configuration.ts'
import type { Prediction } from '../../../schemas/triage.ts'
import type { TriageThreshold } from '../../../schemas/triage-report.ts'
import { readPriority } from '../../classify/read-priority.ts'
import { labelTickets } from '../../training/label-tickets.ts'
import type { PastTicket } from '../../training/past-ticket.ts'
import { isSure } from '../decide/is-sure.ts'
import type { TriageCosts } from '../figures/choose-cost-threshold.ts'
import type { JudgedPrediction } from '../figures/judged-prediction.ts'
import { chooseBlockThresholds, type Said } from './choose-block-thresholds.ts'
import { type Block, chooseBlocks } from './choose-blocks.ts'
import { expectFromReplay } from './expect-from-replay.ts'
import { orderArrivals, type TimedTicket } from './order-arrivals.ts'
import { isKnownBy, recallKnown } from './recall-known.ts'
import type { ReplayModel } from './replay-model.ts'
import type { Replayed, ReplayedTicket } from './replayed.ts'

export interface ReplayOptions {
  tickets: readonly PastTicket[]
  /** ms; what came in before is learnt from, and not replayed. Null: all is replayed. */
  since: number | null
  /** Names of tickets that hand-offs became: they are learnt from, and never came to triage. */
  fromHandoffs: ReadonlySet<string>
  blocks: number
  categories: Readonly<Record<string, CategoryConfig>>
  hasOwnCategories: boolean
  costs: TriageCosts
  /** Thresholds that the configuration gives, by category. */
  configured: Readonly<Record<string, number>>
  /** Takes away what a ticket was filed under by nobody but ourselves. */
  ownValues: (ticket: PastTicket) => PastTicket
  /** Trains on what was known then; null: there is too little to learn. */
  learn: (tickets: readonly PastTicket[], lesson: Lesson) => Promise<ReplayModel | null>
  /** What the service would have predicted with this model in use; null: with what ships. */
  predict: (ticket: TimedTicket, model: ReplayModel | null) => Promise<Prediction>
  signal: AbortSignal
  /** Parts of the whole, 0..1, rising. */
  onProgress: (part: number, note: string) => void
}

export interface Lesson {
  /** What the model is called. */
  name: string
  /** ms; when it would have been trained. */
  at: number
  onProgress: (part: number) => void
}

/** So many tickets are predicted before anybody else has a turn. */
const atOnce = 50
/** The tickets of so many blocks before tell whether what comes in is still like what was learnt from. */
const blocksBefore = 2

/**
 * Goes through the past as it arrived, block by block: a model that knows only what had come in and been resolved before the block
 * predicts its tickets, and thresholds that know no more than that tell which of them would have been written. At last a model learns
 * from all that is known, for what is to be expected from now on. A block without anything new to learn from is predicted with the model
 * before. Deterministic. Rejects with the signal's reason.
 */
export const replay = async (options: ReplayOptions): Promise<Replayed> => {
  const { categories, ownValues, since, fromHandoffs, predict, signal } = options
  const labelled = labelTickets(options.tickets.map(ownValues), categories)
  const { replayed, learnable, leftOut } = orderArrivals(labelled, { since, fromHandoffs })
  const blocks = chooseBlocks(
    replayed.map(({ createdAt }) => createdAt),
    options.blocks,
  )
  const progress = trackWork([...blocks.map(({ from }) => from), replayed.length], options)
  const learner = createLearner(learnable, options)
  const done: Replayed = { tickets: [], blocks: [], thresholds: new Map(), leftOut }
  for (const [number, block] of blocks.entries()) {
    const model = await learner.learn(block.beginsAt, number, progress.begin(number))
    const thresholds = choose(
      model,
      saidBefore(replayed, done, { blocks, number, most: blocksBefore }),
      options,
    )
    for (const [place, ticket] of replayed.slice(block.from, block.to).entries()) {
      if (place % atOnce === 0) {
        await setImmediate()
        signal.throwIfAborted()
      }
      done.tickets.push(judge(ticket, await predict(ticket, model), { block: number, thresholds, options }))
    }
    done.blocks.push({
      beginsAt: block.beginsAt,
      tickets: block.to - block.from,
      model: model?.bundle.name ?? null,
      before: learnable.filter(({ createdAt }) => createdAt < block.beginsAt).length,
      known: learnable.filter((ticket) => isKnownBy(ticket, block.beginsAt)).length,
    })
  }
  const now = Number.POSITIVE_INFINITY
  const last = await learner.learn(now, blocks.length, progress.begin(blocks.length))
  const count = blocks.length
  done.thresholds = expectFromReplay(
    choose(last, saidBefore(replayed, done, { blocks, number: count, most: blocksBefore }), options),
    saidBefore(replayed, done, { blocks, number: count, most: Math.ceil(count / 2) }),
  )
  options.onProgress(1, `${replayed.length} tickets`)
  return done
}

/** Learns anew only where more is known than the time before. */
const createLearner = (learnable: readonly TimedTicket[], { learn, signal }: ReplayOptions) => {
  let model: ReplayModel | null = null
  let known = 0
  return {
    async learn(at: number, number: number, onProgress: (part: number) => void): Promise<ReplayModel | null> {
      signal.throwIfAborted()
      const past = recallKnown(learnable, at)
      const told = past.filter(({ labels }) => Object.keys(labels).length > 0).length
      if (told <= known) return model
      const newest = learnable.findLast(({ createdAt }) => createdAt < at)?.createdAt ?? 0
      const name = `replay-${number + 1}`
      const learnt = await learn(past, { name, at: Number.isFinite(at) ? at : newest, onProgress })
      if (learnt === null) return model
      known = told
      model = learnt
      return model
    },
  }
}

const choose = (
  model: ReplayModel | null,
  before: readonly Said[],
  { categories, costs, configured }: ReplayOptions,
): Map<string, TriageThreshold> =>
  chooseBlockThresholds({
    categories: Object.keys(categories),
    heldOut: model?.heldOut ?? [],
    before,
    costs,
    configured,
  })

/** Of the tickets of the blocks just before, what was known of them when this one began. */
const saidBefore = (
  replayed: readonly TimedTicket[],
  { tickets }: Pick<Replayed, 'tickets'>,
  { blocks, number, most }: { blocks: readonly Block[]; number: number; most: number },
): Said[] => {
  const from = blocks[Math.max(0, number - most)]?.from ?? 0
  const at = blocks[number]?.beginsAt ?? Number.POSITIVE_INFINITY
  return tickets.slice(from).flatMap(({ prediction }, place) => {
    const ticket = replayed[from + place]
    const { category, confidence, truth, inScope } = prediction
    if (ticket === undefined || category === null || truth === null || !isKnownBy(ticket, at)) return []
    return [{ category, confidence: inScope === false ? 0 : confidence, isRight: category === truth }]
  })
}

const judge = (
  { name, createdAt, labels }: TimedTicket,
  prediction: Prediction,
  {
    block,
    thresholds,
    options: { hasOwnCategories },
  }: { block: number; thresholds: ReadonlyMap<string, TriageThreshold>; options: ReplayOptions },
): ReplayedTicket => {
  const { category, confidence, decidedBy, model, values } = prediction
  const ofCategory = category === null ? undefined : thresholds.get(category)
  const threshold = ofCategory?.threshold ?? null
  const areRulesRefuted = ofCategory?.rules?.written === false
  const judged: JudgedPrediction = {
    ticketId: name,
    at: createdAt,
    category,
    confidence,
    decidedBy,
    inScope: confidence === null || isSure(prediction, { threshold: 0, hasOwnCategories }),
    model,
    truth: labels.category ?? null,
    predicted: values,
    left: {
      group: labels.group ?? null,
      priority: labels.priority === undefined ? null : readPriority(labels.priority),
      type: labels.type ?? null,
    },
  }
  const isWritten = category !== null && isSure(prediction, { threshold, hasOwnCategories, areRulesRefuted })
  return { prediction: judged, block, threshold, isWritten }
}

/** Training takes nearly all of the time, and longer the more is known. */
const trackWork = (sizes: readonly number[], { onProgress }: ReplayOptions) => {
  const all = sizes.reduce((sum, size) => sum + size + 1, 0)
  return {
    begin(number: number): (part: number) => void {
      const done = sizes.slice(0, number).reduce((sum, size) => sum + size + 1, 0)
      const own = (sizes[number] ?? 0) + 1
      const note =
        number < sizes.length - 1 ? `part ${number + 1} of ${sizes.length - 1}` : 'what is known now'
      onProgress(done / all, note)
      return (part) => onProgress((done + own * Math.min(1, part)) / all, note)
    },
  }
}

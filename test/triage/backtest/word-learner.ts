import type { Prediction } from '../../../schemas/triage.ts'
import type { PastTicket } from '../../../src/training/past-ticket.ts'
import type { Lesson } from '../../../src/triage/backtest/replay.ts'
import type { ReplayModel } from '../../../src/triage/backtest/replay-model.ts'

/**
 * Learns which category goes with the second word of a text, at once: what a replay lets it see is what is looked at. Its confidence is
 * the part of that word's tickets that are of it.
 */
export const createWordLearner = () => {
  const lessons: (readonly PastTicket[])[] = []
  const counts = new Map<string, Map<string, Map<string, number>>>()
  const wordOf = ({ body }: Pick<PastTicket, 'body'>) => body.split(' ')[1] ?? ''

  const ask = (model: string, ticket: PastTicket): { category: string; confidence: number } | null => {
    const found = counts.get(model)?.get(wordOf(ticket))
    if (found === undefined) return null
    const all = [...found.values()].reduce((sum, count) => sum + count, 0)
    const [category, count] = [...found].reduce((best, each) => (each[1] > best[1] ? each : best))
    return { category, confidence: count / all }
  }

  return {
    lessons,
    learn: async (tickets: readonly PastTicket[], { name }: Lesson): Promise<ReplayModel | null> => {
      const labelled = tickets.filter(({ labels }) => labels.category !== undefined)
      if (labelled.length < 20) return null
      lessons.push(tickets)
      const words = new Map<string, Map<string, number>>()
      for (const ticket of labelled) {
        const own = words.get(wordOf(ticket)) ?? new Map<string, number>()
        const label = ticket.labels.category ?? ''
        words.set(wordOf(ticket), own.set(label, (own.get(label) ?? 0) + 1))
      }
      counts.set(name, words)
      const heldOut = labelled.flatMap((ticket) => {
        const said = ask(name, ticket)
        return said === null ? [] : [{ ...said, isRight: said.category === ticket.labels.category }]
      })
      const about = { trainedAt: '', by: '', from: '', window: null, seed: 1, encoder: null, targets: [] }
      const bundle = { name, about, models: new Map(), explainers: new Map(), neighbours: null }
      return { bundle, heldOut }
    },
    predict: async (ticket: PastTicket, model: ReplayModel | null): Promise<Prediction> => {
      const said = model === null ? null : ask(model.bundle.name, ticket)
      return {
        category: said?.category ?? null,
        isDecided: said !== null,
        confidence: said?.confidence ?? null,
        decidedBy: said === null ? 'none' : 'model',
        runnerUp: null,
        model: model?.bundle.name ?? null,
        language: null,
        values: { group: null, priority: null, type: null },
        priorityConfidence: null,
        tags: [],
        reasons: [],
      }
    },
  }
}

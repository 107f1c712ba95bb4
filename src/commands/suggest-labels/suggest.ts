import type { Bundle, Target } from '../../classify/bundles/bundle.ts'
import { joinSubjectAndBody } from '../../classify/join-subject-and-body.ts'
import { chooseToLabel } from '../../classify/model/suggest/choose-to-label.ts'
import { measureUncertainty } from '../../classify/model/suggest/measure-uncertainty.ts'
import type { TextModel } from '../../classify/model/text-model.ts'
import type { PastTicket } from '../../training/past-ticket.ts'
import { createLabelMatcher } from '../models/match-label.ts'

/** A ticket that should be labelled next, and what the model leans to. */
export interface Suggestion {
  id: string
  subject: string | null
  text: string
  /** Null: there is no model, or it knows nothing of the text. */
  suggestion: string | null
  confidence: number | null
  /** 0..1; null: there is no model. */
  uncertainty: number | null
}

export interface Suggestions {
  /** Most useful first. */
  suggestions: Suggestion[]
  /** Tickets that have a label of this target already; those that have none. */
  labelled: number
  open: number
  /** Null: they were chosen by their likeness alone. */
  model: string | null
}

/**
 * Which of the tickets to label next, so that a model learns most of it. `labelOf` tells what a ticket is filed under, null where nobody
 * has said it. Without a bundle that tells `target` by itself, likeness alone decides.
 */
export const suggest = (
  tickets: readonly PastTicket[],
  {
    target,
    bundle,
    labelOf,
    most,
  }: {
    target: Target
    bundle: Bundle | null
    labelOf: (ticket: PastTicket) => string | null
    most: number
  },
): Suggestions => {
  const textOf = (ticket: PastTicket) => joinSubjectAndBody(ticket.subject, ticket.body)
  const labelled = tickets.filter((ticket) => labelOf(ticket) !== null)
  const open = tickets.filter((ticket) => labelOf(ticket) === null)
  const texts = open.map(textOf)
  const model = findModel(bundle, target, labelled.map(labelOf))
  const uncertainty =
    model === null ? null : Float64Array.from(texts, (text) => measureUncertainty(model.probabilities(text)))
  const chosen = chooseToLabel(texts, { most, uncertainty, known: labelled.map(textOf) })
  return {
    labelled: labelled.length,
    open: open.length,
    model: model === null ? null : (bundle?.name ?? null),
    suggestions: chosen.flatMap(({ row, uncertainty: own }) => {
      const [ticket, text] = [open[row], texts[row]]
      if (ticket === undefined || text === undefined) return []
      const prediction = model?.predict(text) ?? null
      return [
        {
          id: ticket.name.replace(/^#/, ''),
          subject: ticket.subject,
          text: ticket.body,
          suggestion: prediction?.label ?? null,
          confidence: prediction?.confidence ?? null,
          uncertainty: own,
        },
      ]
    }),
  }
}

/**
 * The bundle's model of the target, where it can tell something of these tickets: not when it needs an encoder, nor when what they are
 * filed under is all unknown to it.
 */
const findModel = (
  bundle: Bundle | null,
  target: Target,
  filed: readonly (string | null)[],
): TextModel | null => {
  const model = bundle?.models.get(target)
  if (model === undefined || model.denseWidth > 0) return null
  const known = new Set(model.labels)
  const match = createLabelMatcher(model.labels)
  const isForeign = filed.length > 0 && !filed.some((label) => label !== null && known.has(match(label)))
  return isForeign ? null : model
}

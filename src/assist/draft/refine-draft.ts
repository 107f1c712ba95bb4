import type { DraftContent } from '../../../schemas/draft.ts'
import type { DraftEvent, DraftVersion, RefineOrder } from '../assist.ts'
import type { KnowledgeEntry } from '../knowledge/knowledge.ts'
import { isGoodEnough } from './choose-knowledge.ts'
import { decideWriter } from './decide-writer.ts'
import type { DraftTools } from './draft-tools.ts'
import { keepEdited, versionAt } from './edit-draft.ts'
import { conversationId } from './ground.ts'
import { asksForTechnical, languageAskedFor, recogniseRefinement } from './recognise-refinement.ts'
import { refineByHand } from './refine-by-hand.ts'
import { signatureOf } from './refine-text.ts'
import type { Shown } from './stream-answer.ts'
import { writeWithModel } from './write-with-model.ts'

const mostAdded = 2
const mostSources = 6

/** The next version by an instruction; see `Assist.refine`. */
export const createRefine = (tools: DraftTools) =>
  async function* refine(order: RefineOrder): AsyncGenerator<DraftEvent, void> {
    const { store, model, settings, clock, logger } = tools
    const { draftId, instruction, who, signal } = order
    const draft = await store.find(draftId)
    const began = draft === null ? null : versionAt(draft, order.from)
    if (draft === null || began === null) return yield failed('not-found')
    if (draft.state !== 'open') return yield failed('ended')
    // What stands on the page is kept before anything is done to it.
    const standing = await keepEdited(tools, { draft, text: order.text, from: order.from, who })
    if (standing === null) return yield failed('ended')
    const base = standing.version

    const keep = async (content: DraftContent, madeBy: string | null): Promise<DraftEvent> => {
      const version: Omit<DraftVersion, 'number'> = {
        at: clock.now(),
        who,
        kind: 'refined',
        instruction,
        madeBy,
        content,
      }
      const kept = await store.append({ draftId, expected: null, version })
      const after = kept.kind === 'kept' ? await store.find(draftId) : null
      return after === null
        ? failed(kept.kind === 'not-found' ? 'not-found' : 'ended')
        : { kind: 'draft', draft: after }
    }
    const byHand = async function* (): AsyncGenerator<DraftEvent, void> {
      const own = recogniseRefinement(instruction)
      const refined = own === null ? null : await refineByHand(tools, { own, base, draft, signal })
      if (refined === null) return yield failed('needs-llm')
      yield { kind: 'text', text: refined.content.response }
      yield await keep(refined.content, refined.madeBy)
    }

    const writer = decideWriter(model, tools.llmOff())
    if (writer.kind === 'knowledge') {
      yield { kind: 'notice', code: writer.why }
      return yield* byHand()
    }
    const read = await tools.readTicket({ helpdesk: draft.helpdesk, ticketId: draft.ticketId, signal })
    if (read.kind === 'failed') return yield read
    const withTechnical = asksForTechnical(instruction)
    const sources = await findSources(tools, base.content, instruction, signal)
    const [agentName = '', ...below] = signatureOf(base.content.response)
    const shown: Shown & { toContent?: () => DraftContent } = { text: '' }
    const madeBy = `llm:${writer.model.name}`
    /** What the model was not asked for stays as it was. */
    const merge = (content: DraftContent): DraftContent =>
      withTechnical
        ? content
        : {
            ...content,
            technical: base.content.technical,
            questions: base.content.questions,
            outcome: outcomeOf(content, base.content),
          }
    let isOver = false
    try {
      const written = yield* writeWithModel(
        { ...tools, model: writer.model },
        {
          context: read.context,
          sources,
          language: languageAskedFor(instruction) ?? base.content.language,
          signer: { agentName, company: settings.company ?? null, signature: below.join('\n') },
          refinement: { text: base.content.response, instruction, withTechnical },
          who,
          withSecrets: order.withSecrets,
          signal,
        },
        shown,
      )
      isOver = written.kind !== 'written'
      if (written.kind === 'secrets') return yield written
      if (written.kind === 'left') {
        if (written.hasShown) yield { kind: 'again' }
        yield { kind: 'notice', code: written.why }
        if (written.why === 'stopped') return
        logger.warn({ draft: draftId, why: written.why }, 'the language model could not refine a draft')
        return yield* byHand()
      }
      const kept = await keep(merge(written.content), madeBy)
      isOver = true
      if (shown.text.trim() === '') yield { kind: 'text', text: written.content.response }
      for (const code of written.notices) yield { kind: 'notice', code }
      yield kept
    } finally {
      // Whoever leaves in the middle of it finds what was written until then.
      if (!isOver && shown.text.trim() !== '' && shown.toContent !== undefined)
        await keep(merge(shown.toContent()), madeBy)
    }
  }

const failed = (code: 'not-found' | 'ended' | 'needs-llm'): DraftEvent => ({
  kind: 'failed',
  code,
  detail: null,
})

/** What it stands on already, and what the words of the instruction find besides. */
const findSources = async (
  { knowledge }: Pick<DraftTools, 'knowledge'>,
  content: DraftContent,
  instruction: string,
  signal: AbortSignal,
): Promise<KnowledgeEntry[]> => {
  const ids = content.sources.map(({ id }) => id).filter((id) => id !== conversationId)
  const own = recogniseRefinement(instruction)
  const words = own?.kind === 'add' ? own.words : instruction
  const [before, hits] = await Promise.all([
    knowledge.read(ids),
    own !== null && own.kind !== 'add'
      ? []
      : knowledge.search({ text: words, language: content.language, limit: mostSources, signal }),
  ])
  const found = hits
    .filter((hit) => isGoodEnough(hit, { question: words, category: null }) && !ids.includes(hit.entry.id))
    .map(({ entry }) => entry)
  // What is asked for now comes first: the last ones are left out where there is no room.
  return [...found.slice(0, mostAdded), ...before].slice(0, mostSources)
}

const outcomeOf = (content: DraftContent, before: DraftContent): DraftContent['outcome'] =>
  content.missing.length > 0 ? 'needs-follow-up' : before.outcome

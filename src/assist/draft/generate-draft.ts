import type { DraftContent } from '../../../schemas/draft.ts'
import type { DraftEvent, DraftNotice, GenerateOrder } from '../assist.ts'
import type { KnowledgeEntry } from '../knowledge/knowledge.ts'
import { composeQuery, isDisputed, isGoodEnough } from './choose-knowledge.ts'
import { composeFromKnowledge } from './compose-from-knowledge.ts'
import type { Signer } from './compose-letter.ts'
import { decideWriter } from './decide-writer.ts'
import type { DraftTools } from './draft-tools.ts'
import { openTicketVault } from './open-ticket-vault.ts'
import type { Shown } from './stream-answer.ts'
import type { TicketContext } from './ticket-context.ts'
import { findAllSecrets, writeWithModel } from './write-with-model.ts'

const mostHits = 8
const mostSources = 5
/** Where nobody can tell the language of a ticket, and nothing that was found says it. */
const lastLanguage = 'en'

/** The first version of a draft; see `Assist.generate`. */
export const createGenerate = (tools: DraftTools) =>
  async function* generate(order: GenerateOrder): AsyncGenerator<DraftEvent, void> {
    const { settings, store, model, clock, logger } = tools
    const { helpdesk, ticketId, who, signal } = order
    const read = await tools.readTicket(order)
    if (read.kind === 'failed') return yield read
    const { context } = read
    const writer = decideWriter(model, tools.llmOff())
    const findings = findAllSecrets({ context, refinement: null })
    const isSecret = findings.length > 0 && !order.withSecrets
    // Before anything is searched for: a search may leave the building, too.
    if (isSecret && writer.kind !== 'knowledge') return yield { kind: 'secrets', findings }
    const found = await findKnowledge(tools, context, { ...order, mayLeave: !isSecret && !tools.llmOff() })
    const language = order.language ?? context.language ?? found.best?.language ?? lastLanguage
    const signer: Signer = {
      agentName: order.agentName,
      company: settings.company ?? null,
      signature: settings.signature ?? null,
    }
    const keep = (content: DraftContent, madeBy: string) =>
      store.create({
        id: tools.newId(),
        helpdesk,
        ticketId,
        at: clock.now(),
        who,
        maker: makerOf(madeBy),
        version: { kind: 'generated', instruction: null, madeBy, content },
      })
    const compose = function* (
      why: DraftNotice,
    ): Generator<DraftEvent, ReturnType<typeof composeFromKnowledge>> {
      yield { kind: 'notice', code: why }
      const { entry, foreign } = found.in(language)
      const composed = composeFromKnowledge({ context, language, signer, entry, foreign })
      if (composed.isEmpty) yield { kind: 'notice', code: 'no-knowledge' }
      if (composed.content.response !== '') yield { kind: 'text', text: composed.content.response }
      return composed
    }

    if (writer.kind === 'knowledge') {
      const { content, madeBy } = yield* compose(writer.why)
      return yield { kind: 'draft', draft: await keep(content, madeBy) }
    }
    const madeBy = `llm:${writer.model.name}`
    const shown: Shown & { toContent?: () => DraftContent } = { text: '' }
    let isKept = false
    try {
      const written = yield* writeWithModel(
        { ...tools, model: writer.model },
        {
          context,
          sources: found.sources,
          language,
          signer,
          refinement: null,
          who,
          withSecrets: order.withSecrets,
          signal,
        },
        shown,
      )
      if (written.kind === 'secrets') {
        isKept = true
        return yield written
      }
      if (written.kind === 'left') {
        isKept = true
        if (written.why === 'stopped') return yield { kind: 'notice', code: 'stopped' }
        logger.warn(
          { helpdesk, ticket: ticketId, why: written.why },
          'a playbook writes instead of the language model',
        )
        if (written.hasShown) yield { kind: 'again' }
        const composed = yield* compose(written.why)
        return yield { kind: 'draft', draft: await keep(composed.content, composed.madeBy) }
      }
      const draft = await keep(written.content, madeBy)
      isKept = true
      // Of an answer in another form than was asked for nothing could be told before.
      if (shown.text.trim() === '') yield { kind: 'text', text: written.content.response }
      for (const code of written.notices) yield { kind: 'notice', code }
      yield { kind: 'draft', draft }
    } finally {
      // Whoever leaves in the middle of it finds what was written until then.
      if (!isKept && shown.text.trim() !== '' && shown.toContent !== undefined)
        await keep(shown.toContent(), madeBy)
    }
  }

interface FoundKnowledge {
  best: KnowledgeEntry | null
  /** For the language model: those of the customer's language first. */
  sources: KnowledgeEntry[]
  in(language: string): { entry: KnowledgeEntry | null; foreign: KnowledgeEntry | null }
}

const findKnowledge = async (
  { knowledge, detectLanguage }: Pick<DraftTools, 'knowledge' | 'detectLanguage'>,
  context: TicketContext,
  order: GenerateOrder & { mayLeave: boolean },
): Promise<FoundKnowledge> => {
  const question = composeQuery(context)
  const hits = await knowledge.search({
    text: question,
    language: order.language ?? context.language,
    category: context.category,
    except: `ticket:${context.helpdesk}:${context.ticketId}`,
    limit: mostHits,
    ...(order.mayLeave ? { outside: composeOutside(context, question, order) } : {}),
    signal: order.signal,
  })
  const good = hits.filter((hit) => isGoodEnough(hit, { question, category: context.category }))
  const entries = good.map(({ entry }) => entry)
  const disputed = new Set(good.filter((hit) => isDisputed(hit, hits, question)).map(({ entry }) => entry))
  const languages = new Map<KnowledgeEntry, string | null>()
  for (const entry of entries) languages.set(entry, entry.language ?? (await detectLanguage(entry.text)))
  return {
    best: entries[0] ?? null,
    sources: entries.slice(0, mostSources),
    in: (language) => {
      // What was written to one customer is no letter for another: a solved ticket gives hints to the agent alone.
      const written = entries.filter((each) => each.kind !== 'ticket' && !disputed.has(each))
      const entry = written.find((each) => languages.get(each) === language) ?? null
      if (entry === null) return { entry, foreign: entries[0] ?? null }
      return { entry, foreign: written.find((each) => languages.get(each) !== language) ?? null }
    },
  }
}

const composeOutside = (
  context: TicketContext,
  question: string,
  { agentName, who }: Pick<GenerateOrder, 'agentName' | 'who'>,
) => {
  const { helpdesk, ticketId } = context
  const text = openTicketVault(context, [agentName]).mask(question)
  return { text, about: { helpdesk, ticketId, who } }
}

/** What quality is counted by. */
export const makerOf = (madeBy: string): string => {
  const [kind = '', ...rest] = madeBy.split(':')
  return kind === 'llm' ? rest.join(':') : kind
}

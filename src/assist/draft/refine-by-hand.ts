import type { DraftContent, Technical } from '../../../schemas/draft.ts'
import type { DraftVersion, DraftWithVersions } from '../assist.ts'
import { isGoodEnough } from './choose-knowledge.ts'
import { composeFromKnowledge } from './compose-from-knowledge.ts'
import { composeTechnical } from './compose-technical.ts'
import type { DraftTools } from './draft-tools.ts'
import { fillPlaceholders } from './fill-placeholders.ts'
import { findParticulars } from './find-particulars.ts'
import { conversationId } from './ground.ts'
import type { OwnRefinement } from './recognise-refinement.ts'
import { addParagraphs, changeTone, shortenLetter, signatureOf } from './refine-text.ts'
import { reviseContent } from './revise-content.ts'

/**
 * A refinement without a language model: leaves out, changes greeting and farewell, adds a playbook's paragraphs, or takes the same
 * playbook in another language. Null: it cannot be done honestly, so nothing is done.
 */
export const refineByHand = async (
  tools: Pick<DraftTools, 'knowledge' | 'readTicket' | 'settings'>,
  order: { own: OwnRefinement; base: DraftVersion; draft: DraftWithVersions; signal: AbortSignal },
): Promise<{ content: DraftContent; madeBy: string | null } | null> => {
  const { own, base } = order
  const { response, language } = base.content
  const madeBy = madeByOf(order)
  switch (own.kind) {
    case 'shorter':
      return revise(tools, base, shortenLetter(response), madeBy)
    case 'tone':
      return revise(tools, base, changeTone(response, { tone: own.tone, language, name: null }), madeBy)
    case 'add':
      return add(tools, base, own.words, madeBy)
    case 'translate':
      return own.language === language ? null : translate(tools, order, own.language)
    default:
      return own satisfies never
  }
}

/** Who made what it goes back to: a refinement by hand adds no maker of its own. */
const madeByOf = ({ draft, base }: { draft: DraftWithVersions; base: DraftVersion }): string | null =>
  base.madeBy ?? draft.versions.findLast((each) => each.madeBy !== null)?.madeBy ?? null

const revise = async (
  { knowledge }: Pick<DraftTools, 'knowledge'>,
  base: DraftVersion,
  text: string | null,
  madeBy: string | null,
) => {
  if (text === null) return null
  const ids = base.content.sources.map(({ id }) => id).filter((id) => id !== conversationId)
  return { content: reviseContent(base.content, text, await knowledge.read(ids)), madeBy }
}

const add = async (
  { knowledge }: Pick<DraftTools, 'knowledge'>,
  base: DraftVersion,
  words: string,
  madeBy: string | null,
) => {
  const { content } = base
  const hits = await knowledge.search({
    text: words,
    language: content.language,
    kinds: ['playbook'],
    limit: 5,
  })
  const hit = hits.find(
    (each) =>
      each.entry.language === content.language && isGoodEnough(each, { question: words, category: null }),
  )
  if (hit === undefined || hit.entry.playbook === null) return null
  const { text } = fillPlaceholders(
    hit.entry.playbook.response.join('\n\n'),
    findParticulars(content.response),
    {
      customer: null,
      agent: null,
      company: null,
      ticket: null,
    },
  )
  const added = addParagraphs(content.response, text.split('\n\n'))
  if (added === null) return null
  const ids = content.sources.map(({ id }) => id).filter((id) => id !== conversationId && id !== hit.entry.id)
  const revised = reviseContent(content, added, [...(await knowledge.read(ids)), hit.entry])
  // Word by word from there: it stands on it, however a sentence looks.
  const statements = revised.statements.map((statement) =>
    statement.kind === 'claim' &&
    statement.sources.length === 0 &&
    text.includes(withoutNumber(statement.text))
      ? { ...statement, sources: [hit.entry.id] }
      : statement,
  )
  const technical = joinTechnical(content.technical, composeTechnical(hit.entry))
  return { content: { ...revised, statements, technical, outcome: 'needs-follow-up' as const }, madeBy }
}

const withoutNumber = (step: string): string => step.replace(/^\d{1,3}[.)] /, '')

const translate = async (
  { knowledge, readTicket, settings }: Pick<DraftTools, 'knowledge' | 'readTicket' | 'settings'>,
  { base, draft, signal }: { base: DraftVersion; draft: DraftWithVersions; signal: AbortSignal },
  language: string,
) => {
  const names = base.content.sources.flatMap(({ id }) => /^playbook:(.+):[a-z]{2,3}$/.exec(id)?.[1] ?? [])
  const [entry] = await knowledge.read(names.slice(0, 1).map((name) => `playbook:${name}:${language}`))
  if (entry === undefined) return null
  const read = await readTicket({ helpdesk: draft.helpdesk, ticketId: draft.ticketId, signal })
  if (read.kind === 'failed') return null
  const [agentName = '', ...below] = signatureOf(base.content.response)
  const signer = { agentName, company: settings.company ?? null, signature: below.join('\n') }
  return composeFromKnowledge({ context: read.context, language, signer, entry, foreign: null })
}

const joinTechnical = (one: Technical, other: Technical): Technical => ({
  rootCause: [...one.rootCause, ...other.rootCause],
  diagnosticSteps: [...one.diagnosticSteps, ...other.diagnosticSteps],
  resolution: [...one.resolution, ...other.resolution],
  requirements: [...one.requirements, ...other.requirements],
  complications: [...one.complications, ...other.complications],
  followUp: [...one.followUp, ...other.followUp],
  links: [...one.links, ...other.links.filter(({ url }) => !one.links.some((link) => link.url === url))],
})

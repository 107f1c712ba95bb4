import type { Assist, DraftVersion, DraftWithVersions } from '../assist.ts'
import type { DraftTools } from './draft-tools.ts'
import { conversationId } from './ground.ts'
import { reviseContent } from './revise-content.ts'

type Tools = Pick<DraftTools, 'store' | 'knowledge' | 'clock'>

/** A text as it stands on the page, and the version that it began as. */
export interface StandingText {
  draft: DraftWithVersions
  text: string
  from: number
  who: string
}

/** The version that a text began as, or the nearest there is. */
export const versionAt = (draft: DraftWithVersions, number: number): DraftVersion | null =>
  draft.versions.findLast((each) => each.number <= number) ?? draft.versions[0] ?? null

export const isSameText = (one: string, other: string): boolean => squeeze(one) === squeeze(other)

const squeeze = (text: string): string => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim()

/**
 * Keeps what somebody wrote as a version of its own, on top of whatever is the newest. Nothing is kept when it is what stands there
 * already. Null: the draft has ended meanwhile, or has no text any more.
 */
export const keepEdited = async (
  { store, knowledge, clock }: Tools,
  { draft, text, from, who }: StandingText,
): Promise<{ kind: 'kept' | 'same'; version: DraftVersion } | null> => {
  const base = versionAt(draft, from)
  const newest = draft.versions.at(-1)
  if (base === null || newest === undefined) return null
  if (isSameText(text, newest.content.response)) return { kind: 'same', version: newest }
  // Nothing was typed: it is an older version that still stands on the page.
  if (isSameText(text, base.content.response)) return { kind: 'same', version: base }
  const ids = base.content.sources.map(({ id }) => id).filter((id) => id !== conversationId)
  const content = reviseContent(base.content, text, await knowledge.read(ids))
  const version = { at: clock.now(), who, kind: 'edited' as const, instruction: null, madeBy: null, content }
  const kept = await store.append({ draftId: draft.id, expected: null, version })
  return kept.kind === 'kept' ? { kind: 'kept', version: { ...version, number: kept.number } } : null
}

/** The agent's own words, and former versions again; see `Assist`. */
export const createEditDraft = (tools: Tools): Pick<Assist, 'edit' | 'restore'> => ({
  edit: async ({ draftId, text, from, who }) => {
    const draft = await tools.store.find(draftId)
    if (draft === null || draft.versions.length === 0) return { kind: 'not-found' }
    if (draft.state !== 'open') return { kind: 'ended' }
    const isBehind = from < draft.latest
    const kept = await keepEdited(tools, { draft, text, from, who })
    const after = await tools.store.find(draftId)
    if (after === null) return { kind: 'not-found' }
    if (kept === null) return { kind: 'ended' }
    return { kind: isBehind && kept.version !== draft.versions.at(-1) ? 'behind' : kept.kind, draft: after }
  },

  restore: async ({ draftId, number, who }) => {
    const draft = await tools.store.find(draftId)
    const version = draft?.versions.find((each) => each.number === number)
    if (draft === null || version === undefined || draft.state !== 'open') return null
    // What is the newest already needs no restoring.
    if (number === draft.latest) return draft
    await tools.store.append({
      draftId,
      expected: null,
      version: { ...version, at: tools.clock.now(), who, kind: 'restored', instruction: null },
    })
    return tools.store.find(draftId)
  },
})

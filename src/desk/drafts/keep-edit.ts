import type { Assist, DraftWithVersions } from '../../assist/assist.ts'

export type KeptEdit =
  /** `behind`: somebody made another version since `from`; both are there. */
  { kind: 'kept'; draft: DraftWithVersions; behind: boolean } | { kind: 'not-found' | 'ended' }

const mostTries = 3

/**
 * Keeps the agent's own words as the newest version. Where somebody was quicker the words are kept on top of that, so that both are
 * there and neither is lost. Nothing new when they are the newest already.
 */
export const keepEdit = async (
  assist: Pick<Assist, 'edit'>,
  order: { draftId: string; text: string; from: number; who: string },
): Promise<KeptEdit> => {
  let { from } = order
  let behind = false
  for (let tries = 1; ; tries++) {
    const edited = await assist.edit({ ...order, from })
    if (!('draft' in edited)) return edited
    const { draft } = edited
    behind ||= edited.kind === 'behind'
    const isNewest = draft.versions.at(-1)?.content.response === order.text
    if (edited.kind !== 'behind' || isNewest || tries === mostTries) return { kind: 'kept', draft, behind }
    from = draft.latest
  }
}

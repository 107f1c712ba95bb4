import type { Assist, DraftWithVersions } from '../../assist/assist.ts'

export type KeptEdit =
  /**
   * `version`: the newest that says these words. `behind`: another one was made since `from`, and says something else; both are there.
   */
  | { kind: 'kept'; draft: DraftWithVersions; version: number; behind: boolean }
  | { kind: 'not-found' | 'ended' }

const mostTries = 3

/**
 * Keeps the agent's own words as a version. Where somebody was quicker the words are kept on top of that, so that both are there and
 * neither is lost. Nothing new when they are there already.
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
    const says = draft.versions.findLast(({ content }) => content.response === order.text)
    behind ||= edited.kind === 'behind' || (says !== undefined && says.number < draft.latest)
    if (edited.kind !== 'behind' || says !== undefined || tries === mostTries)
      return { kind: 'kept', draft, version: says?.number ?? draft.latest, behind }
    from = draft.latest
  }
}

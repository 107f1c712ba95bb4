import { ModelRefused } from '../../classify/model/model-file.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import { errorPage } from '../page/render-error.ts'
import type { Visitor } from '../visit.ts'

const back = (said: string): DeskAnswer => ({ kind: 'go', to: '/classifier', said })

/** From now on this model answers, in every replica within seconds. */
export const promoteModel = async (visit: Visitor, { bundles }: DeskDependencies): Promise<DeskAnswer> => {
  try {
    await bundles.promote(visit.params['name'] ?? '', `promoted by ${visit.who}`)
    return back('model-used')
  } catch (error) {
    if (!(error instanceof ModelRefused)) throw error
    const { classifier } = visit.words
    return errorPage(classifier.title, classifier.refused(error.message), 409)
  }
}

/** The model that was in use before is in use again. */
export const rollBackModel = async (
  { words }: Visitor,
  { bundles }: DeskDependencies,
): Promise<DeskAnswer> =>
  (await bundles.rollback()) === null
    ? errorPage(words.classifier.title, words.classifier.noFormer, 409)
    : back('model-used')

/** Trains in the background. */
export const learnNow = async (visit: Visitor, { triage }: DeskDependencies): Promise<DeskAnswer> => {
  const { classifier } = visit.words
  if (triage === null) return { kind: 'not-found' }
  const begun = await triage.learn(visit.who)
  switch (begun.kind) {
    case 'begun':
      return back('learning')
    case 'busy':
      return errorPage(classifier.title, classifier.learnBusy, 409)
    case 'off':
      return errorPage(classifier.title, classifier.refused(begun.why), 409)
    default:
      return begun satisfies never
  }
}

import type { ValueField } from '../../../schemas/triage.ts'
import type { TriageReport } from '../../../schemas/triage-report.ts'
import { comparable } from '../../helpdesk/comparable.ts'
import type { JudgedPrediction } from './judged-prediction.ts'
import { shareOf } from './share-of.ts'

const fields: readonly ValueField[] = ['group', 'type', 'priority']

/** How often each field was predicted as it was left, of the tickets where both have a value. Names are compared as a person would. Pure. */
export const compareFields = (predictions: readonly JudgedPrediction[]): TriageReport['fields'] =>
  fields.flatMap((field) => {
    let [right, of] = [0, 0]
    for (const { predicted, left } of predictions) {
      const [said, was] = [predicted[field], left[field]]
      if (said === null || was === null) continue
      of += 1
      if (comparable(said) === comparable(was)) right += 1
    }
    return of === 0 ? [] : [{ field, right: shareOf(right, of) }]
  })

import type { DraftNotice } from '../assist.ts'
import type { LanguageModel, LlmFailure } from '../llm/language-model.ts'

/** Who writes: the language model, or a playbook and why. */
export const decideWriter = (
  model: LanguageModel | null,
  isOff: boolean,
): { kind: 'model'; model: LanguageModel } | { kind: 'knowledge'; why: DraftNotice } => {
  if (model === null) return { kind: 'knowledge', why: 'llm-off' }
  if (isOff) return { kind: 'knowledge', why: 'llm-paused' }
  const state = model.state().kind
  switch (state) {
    case 'ready':
      return { kind: 'model', model }
    case 'paused':
      return { kind: 'knowledge', why: 'llm-paused' }
    case 'spent':
      return { kind: 'knowledge', why: 'llm-spent' }
    case 'away':
      return { kind: 'knowledge', why: 'llm-away' }
    default:
      return state satisfies never
  }
}

/** What people are told when the language model could not. */
export const noticeOf = (reason: LlmFailure): DraftNotice => {
  switch (reason) {
    case 'paused':
      return 'llm-paused'
    case 'spent':
      return 'llm-spent'
    case 'away':
    case 'rate-limited':
    case 'timeout':
      return 'llm-away'
    case 'refused':
    case 'filtered':
      return 'llm-refused'
    case 'stopped':
      return 'stopped'
    case 'empty':
    case 'too-long':
    case 'credentials':
    case 'broken':
      return 'llm-failed'
    default:
      return reason satisfies never
  }
}

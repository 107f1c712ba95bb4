import type { LanguageModel, LlmEvent, LlmRequest, LlmState } from '../../../src/assist/llm/language-model.ts'

export type Script = (request: LlmRequest) => AsyncIterable<LlmEvent> | Iterable<LlmEvent>

/** A language model that says what it is told to, and keeps what it was asked. */
export const createScriptedModel = (script: Script) => {
  const requests: LlmRequest[] = []
  const control: { state: LlmState } = { state: { kind: 'ready' } }
  const model: LanguageModel = {
    name: 'scripted-1',
    state: () => control.state,
    async *write(request) {
      requests.push(request)
      yield* script(request)
    },
    spent: async () => ({ tokens: 12, cost: 0 }),
    calls: async () => [],
    purge: async () => 0,
    close: async () => {},
  }
  return { model, requests, control }
}

/** In pieces of a few characters, as servers send it. */
export function* says(text: string, change: { cut?: boolean; size?: number } = {}): Generator<LlmEvent> {
  const size = change.size ?? 7
  for (let at = 0; at < text.length; at += size) yield { kind: 'text', text: text.slice(at, at + size) }
  yield { kind: 'done', text, cut: change.cut ?? false, callId: 'call' }
}

const noTechnical = {
  rootCause: [],
  diagnosticSteps: [],
  resolution: [],
  requirements: [],
  complications: [],
  followUp: [],
  links: [],
}

/** A whole answer as it was asked for. */
export const anAnswer = ({ response, ...change }: Record<string, unknown> & { response: string }): string =>
  JSON.stringify({
    response,
    claims: [],
    technical: noTechnical,
    questions: [],
    outcome: 'final-solution',
    missing: [],
    ...change,
  })

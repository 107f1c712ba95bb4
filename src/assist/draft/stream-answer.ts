import type { LanguageModel, LlmFailure, LlmRequest } from '../llm/language-model.ts'
import type { Vault } from '../vault/vault.ts'
import { createResponseReader } from './create-response-reader.ts'

/** How a model's answer went. `shown`: what was told of the response until then, unmasked. */
export type Streamed =
  | { kind: 'answered'; raw: string; cut: boolean }
  | { kind: 'failed'; reason: LlmFailure; why: string; shown: string }

/** What has been told so far, for whoever is interrupted. */
export interface Shown {
  text: string
}

/** Asks the model and tells the response as it grows, unmasked. Returns how it went. */
export async function* streamAnswer(options: {
  model: Pick<LanguageModel, 'write'>
  request: LlmRequest
  vault: Pick<Vault, 'unmaskPieces'>
  isPlain: boolean
  shown: Shown
}): AsyncGenerator<{ kind: 'text'; text: string } | { kind: 'again' }, Streamed> {
  const { model, request, vault, isPlain, shown } = options
  const begin = () => ({
    reader: isPlain ? { take: (piece: string) => piece, end: () => '' } : createResponseReader(),
    unmasking: vault.unmaskPieces(),
  })
  let { reader, unmasking } = begin()
  for await (const event of model.write(request)) {
    switch (event.kind) {
      case 'text': {
        const text = unmasking.take(reader.take(event.text))
        if (text === '') break
        shown.text += text
        yield { kind: 'text', text }
        break
      }
      case 'again':
        ;({ reader, unmasking } = begin())
        shown.text = ''
        yield { kind: 'again' }
        break
      case 'done': {
        const text = unmasking.take(reader.end()) + unmasking.end()
        if (text !== '') {
          shown.text += text
          yield { kind: 'text', text }
        }
        return { kind: 'answered', raw: event.text, cut: event.cut }
      }
      case 'failed':
        return { kind: 'failed', reason: event.reason, why: event.why, shown: shown.text }
      default:
        return event satisfies never
    }
  }
  return {
    kind: 'failed',
    reason: 'broken',
    why: 'The language model ended without a word.',
    shown: shown.text,
  }
}

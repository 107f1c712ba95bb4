import type { EncoderConfig } from '../../../schemas/classification-configuration.ts'
import { statusOf } from './decide-retry.ts'

export type EmbeddingsConfig = Extract<EncoderConfig, { kind: 'embeddings' }>

/** Each text more may take so much longer. */
const msPerText = 1000
/** Of a text that the server finds too long. */
const fewestCharacters = 400
/** What servers answer to more texts, or to a longer one, than they take at once. */
const refusals: ReadonlySet<number | null> = new Set([400, 413, 422])

/** The server is there, and does not want this text. */
export const isRefusal = (error: unknown): boolean => refusals.has(statusOf(error))

/**
 * Asks an OpenAI-compatible `/embeddings` for the numbers of texts, once. What the server refuses is asked in halves, down to one
 * text, and that one shorter: some take 32 texts at once, and some no text of more than 512 tokens. Rejects as `ai` does.
 */
export const askEmbeddings = async (
  texts: readonly string[],
  { config, signal }: { config: EmbeddingsConfig; signal: AbortSignal | undefined },
): Promise<number[][]> => {
  try {
    return await askOnce(texts, config, signal)
  } catch (error) {
    if (!isRefusal(error)) throw error
    const [first = ''] = texts
    if (texts.length > 1) {
      const half = Math.ceil(texts.length / 2)
      const before = await askEmbeddings(texts.slice(0, half), { config, signal })
      return [...before, ...(await askEmbeddings(texts.slice(half), { config, signal }))]
    }
    if (first.length <= fewestCharacters) throw error
    return askOnce([first.slice(0, fewestCharacters).toWellFormed()], config, signal)
  }
}

/** The library is loaded at the first question. */
const askOnce = async (
  texts: readonly string[],
  { baseUrl, apiKey, model, timeout }: EmbeddingsConfig,
  signal: AbortSignal | undefined,
): Promise<number[][]> => {
  const [{ embedMany }, { createOpenAICompatible }] = await Promise.all([
    import('ai'),
    import('@ai-sdk/openai-compatible'),
  ])
  const provider = createOpenAICompatible({
    name: 'encoder',
    baseURL: baseUrl.replace(/\/+$/, ''),
    ...(apiKey === undefined ? {} : { apiKey }),
  })
  const limit = AbortSignal.timeout(timeout + (texts.length - 1) * msPerText)
  const { embeddings } = await embedMany({
    model: provider.embeddingModel(model),
    values: [...texts],
    maxRetries: 0,
    abortSignal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
  })
  return embeddings
}

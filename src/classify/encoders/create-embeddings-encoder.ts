import { describeLlmError } from '../llm/describe-llm-error.ts'
import { askEmbeddings, type EmbeddingsConfig, isRefusal } from './ask-embeddings.ts'
import { decideRetry, statusOf } from './decide-retry.ts'
import type { Encoder } from './encoder.ts'
import { prepareText } from './prepare-text.ts'
import { readVectors } from './read-vectors.ts'

const atOnce = 64
/** After it was away, no hand-off waits for it again so soon. */
const pauseMs = 30_000
/** A training asks again so often: a minute at most, of which a model takes its part to load. */
const mostRetries = 6

export interface EmbeddingsEncoderOptions {
  config: EmbeddingsConfig
  /** `service`: asks once, and leaves it alone for a while after it was away. `training`: asks again, and waits for it. */
  purpose: 'service' | 'training'
  /** Why there is no answer, or none yet: nothing of a text or a key is in it. */
  onAway: (why: string) => void
  /** Milliseconds. */
  now: () => number
  /** Rejects when the signal aborts. */
  wait: (ms: number, signal: AbortSignal | undefined) => Promise<void>
  /** 0..1. */
  random: () => number
}

/**
 * Reads texts with an OpenAI-compatible `/embeddings`: Ollama, vLLM, llama.cpp. At most 64 texts at once, each masked unless
 * configured otherwise and cut to 1,500 characters.
 */
export const createEmbeddingsEncoder = (options: EmbeddingsEncoderOptions): Encoder => {
  const { config, purpose, onAway, now, wait, random } = options
  let [awaySince, lastWhy]: [number | null, string] = [null, '']
  let width: number | null = null

  const askPatiently = async (texts: string[], signal: AbortSignal | undefined): Promise<number[][]> => {
    for (let failures = 1; ; failures += 1) {
      try {
        return await askEmbeddings(texts, { config, signal })
      } catch (error) {
        const waitMs = purpose === 'training' ? decideRetry(error, failures, random()) : null
        if (signal?.aborted || waitMs === null || failures > mostRetries) throw error
        onAway(`${describe(error)}; asking again in ${Math.ceil(waitMs / 1000)} s`)
        await wait(waitMs, signal)
      }
    }
  }

  const describe = (error: unknown): string => {
    const status = statusOf(error)
    return status !== null && status < 300
      ? 'its answer could not be read'
      : describeLlmError(error, config.timeout)
  }

  const fail = (why: string): null => {
    ;[awaySince, lastWhy] = [now(), why]
    onAway(why)
    return null
  }

  const failBy = (error: unknown): null => {
    if (!isRefusal(error)) return fail(describe(error))
    // One text that it does not want says nothing of the next.
    onAway(describe(error))
    return null
  }

  return {
    name: `embeddings:${config.model}`,
    async encode(texts, { signal }) {
      if (purpose === 'service' && awaySince !== null && now() - awaySince < pauseMs) {
        onAway(`${lastWhy}, a moment ago`)
        return null
      }
      const encoded: Float32Array[] = []
      for (let at = 0; at < texts.length; at += atOnce) {
        const some = texts.slice(at, at + atOnce).map((text) => prepareText(text, config))
        try {
          const read = readVectors(await askPatiently(some, signal), { texts: some.length, width })
          if (!read.ok) return fail(read.why)
          width = read.width
          encoded.push(...read.vectors)
        } catch (error) {
          return signal?.aborted ? null : failBy(error)
        }
      }
      awaySince = null
      return encoded
    },
    close: async () => {},
  }
}

import type { AssistConfig } from '../../../schemas/assist-configuration.ts'
import type { Encoder } from '../../classify/encoders/encoder.ts'
import { prepareText } from '../../classify/encoders/prepare-text.ts'
import type { Clock } from '../../ops/clock.ts'
import type { Logger } from '../../ops/logger.ts'
import type { CallStore } from './calls/create-call-store.ts'
import { estimateTokens } from './estimate-tokens.ts'

/** Whose text it is, for the record; absent: knowledge that is nobody's. */
export interface EncodedFor {
  helpdesk: string
  ticketId: string
  who: string
}

/** An encoder that may be told whose text it gets. */
export interface RecordedEncoder extends Encoder {
  encode(
    texts: readonly string[],
    options: { signal?: AbortSignal; about?: EncodedFor },
  ): Promise<Float32Array[] | null>
}

const free = { tokens: 0, cost: 0 }

/**
 * Writes down what an encoder gets before it gets it, as the body that it is sent (`embeddings` in the calls), and gives it nothing when
 * that cannot be done or while people have switched language models off. Takes nothing of the day's budget, which is for writing.
 */
export const createRecordedEncoder = ({
  encoder,
  config,
  store,
  isPaused,
  clock,
  logger,
}: {
  /** Gets texts that are prepared already. */
  encoder: Encoder
  config: NonNullable<AssistConfig['embeddings']>
  store: Pick<CallStore, 'begin' | 'end'>
  isPaused: () => boolean
  clock: Clock
  logger: Pick<Logger, 'warn'>
}): RecordedEncoder => {
  const { origin, pathname } = new URL(config.baseUrl)
  const url = `${origin}${pathname.replace(/\/+$/, '')}/embeddings`
  return {
    name: encoder.name,
    async encode(texts, { signal, about }) {
      if (isPaused() || signal?.aborted || texts.length === 0) return null
      const input = texts.map((text) => prepareText(text, { mask: true }))
      const request = JSON.stringify({ model: config.model, input, encoding_format: 'float' })
      const from = clock.now()
      try {
        const call = await store.begin({
          ...{ at: from, purpose: 'embeddings', url, model: config.model, request, reserve: free },
          ...{
            helpdesk: about?.helpdesk ?? null,
            ticketId: about?.ticketId ?? null,
            who: about?.who ?? null,
          },
        })
        if (call === null) return null
        const vectors = await encoder.encode(input, signal === undefined ? {} : { signal })
        await store.end(call, {
          ...{ response: null, outputTokens: 0, isEstimated: true, spent: free, tookMs: clock.now() - from },
          outcome: vectors !== null ? 'done' : signal?.aborted ? 'stopped' : 'away',
          inputTokens: estimateTokens(request),
        })
        return vectors
      } catch (error) {
        logger.warn({ err: error }, 'what an encoder gets could not be written down')
        return null
      }
    },
    close: () => encoder.close(),
  }
}

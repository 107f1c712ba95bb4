import { setTimeout as sleep } from 'node:timers/promises'
import type { EncoderConfig } from '../../../schemas/classification-configuration.ts'
import { createEmbeddingsEncoder } from './create-embeddings-encoder.ts'
import type { Encoder } from './encoder.ts'
import { createOnnxEncoder } from './onnx/create-onnx-encoder.ts'

/**
 * The encoder of a configuration; null: none is configured. Nothing is loaded and nobody asked before the first text. `service`: a
 * hand-off waits for it no longer than it must; `training`: it is asked again until it answers. `onAway` gets why it does not.
 */
export const openEncoder = (
  config: EncoderConfig | undefined,
  { purpose, onAway }: { purpose: 'service' | 'training'; onAway: (why: string) => void },
): Encoder | null => {
  if (config === undefined) return null
  const now = () => performance.now()
  switch (config.kind) {
    case 'embeddings':
      return createEmbeddingsEncoder({
        config,
        purpose,
        onAway,
        now,
        wait: async (ms, signal) => sleep(ms, undefined, signal === undefined ? {} : { signal }),
        random: Math.random,
      })
    case 'onnx':
      return createOnnxEncoder({ config, onAway, now })
    default:
      return config satisfies never
  }
}

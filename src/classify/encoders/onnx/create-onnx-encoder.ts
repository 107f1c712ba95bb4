import { basename } from 'node:path'
import type { Encoder } from '../encoder.ts'
import { EncoderRefused } from '../encoder-refused.ts'
import { readVectors } from '../read-vectors.ts'
import { loadOnnxRuntime } from './load-onnx-runtime.ts'
import type { OnnxConfig } from './onnx-config.ts'
import { type OnnxModel, openOnnxModel } from './open-onnx-model.ts'

/** More at once are no faster, and all are as long as the longest. */
const atOnce = 16
/** A model that cannot be loaded is not tried again for each text. */
const pauseMs = 30_000
const longestReason = 500

/**
 * Reads texts with a model of the customer's own, in this process, by `onnxruntime-node`. Both are loaded at the first text, and a
 * model that could not be loaded is tried again half a minute later.
 */
export const createOnnxEncoder = ({
  config,
  onAway,
  now,
  load,
}: {
  config: OnnxConfig
  /** Why there is no answer. */
  onAway: (why: string) => void
  /** Milliseconds. */
  now: () => number
  /** Absent: `onnxruntime-node`, as it is installed. */
  load?: () => Promise<unknown>
}): Encoder => {
  let opening: Promise<OnnxModel> | null = null
  let [failedAt, lastWhy]: [number | null, string] = [null, '']
  let width: number | null = null
  let isClosed = false
  /** One batch at a time: each takes all processors, and nothing may be released under one. */
  let turn: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work)
    turn = done.catch(() => {})
    return done
  }

  const open = async (): Promise<OnnxModel> => {
    if (isClosed) throw new EncoderRefused('it is closed')
    opening ??= loadOnnxRuntime(load).then((runtime) => openOnnxModel(config, runtime))
    return opening
  }

  const fail = (error: unknown): null => {
    const [first = ''] = (error instanceof Error ? error.message : String(error)).split('\n')
    const why = first.slice(0, longestReason)
    onAway(why)
    lastWhy = why
    return null
  }

  return {
    name: `onnx:${basename(config.file).replace(/\.onnx$/i, '')}`,
    async encode(texts, { signal }) {
      if (failedAt !== null && now() - failedAt < pauseMs) {
        onAway(`${lastWhy}, a moment ago`)
        return null
      }
      const model = await open().catch((error: unknown) => {
        ;[opening, failedAt] = [null, now()]
        return fail(error)
      })
      if (model === null) return null
      failedAt = null
      const encoded: Float32Array[] = []
      for (let at = 0; at < texts.length; at += atOnce) {
        if (signal?.aborted) return null
        if (isClosed) return fail('it is closed')
        const some = texts.slice(at, at + atOnce)
        try {
          const read = readVectors(await inTurn(() => model.read(some)), { texts: some.length, width })
          if (!read.ok) return fail(read.why)
          width = read.width
          encoded.push(...read.vectors)
        } catch (error) {
          return fail(error)
        }
      }
      return encoded
    },
    async close() {
      isClosed = true
      const model = await opening?.catch(() => null)
      opening = null
      await turn
      await model?.close()
    },
  }
}

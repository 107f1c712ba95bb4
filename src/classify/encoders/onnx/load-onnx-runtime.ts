import { EncoderRefused } from '../encoder-refused.ts'
import type { OnnxRuntime } from './onnx-runtime.ts'

const library: string = 'onnxruntime-node'
const howToInstall = `Install it beside Relevo: npm install ${library}. Where npm reaches the registry and nothing else: ONNXRUNTIME_NODE_INSTALL=skip npm install ${library}`

/** Loads `onnxruntime-node`, an optional peer. Rejects with `EncoderRefused` when it is not there or cannot be loaded. */
export const loadOnnxRuntime = async (
  load: () => Promise<unknown> = () => import(library),
): Promise<OnnxRuntime> => {
  const loaded = await load().catch((error: unknown) => {
    throw isMissing(error)
      ? new EncoderRefused(`${library} is not installed. ${howToInstall}`, { cause: error })
      : new EncoderRefused(`${library} cannot be loaded: ${String(error)}`, { cause: error })
  })
  // A CommonJS library: what it exports may be its default.
  for (const candidate of [loaded, defaultOf(loaded)]) if (isRuntime(candidate)) return candidate
  throw new EncoderRefused(`${library} is not what it was: it has no InferenceSession. ${howToInstall}`)
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND') &&
  error.message.includes(`'${library}'`)

const defaultOf = (loaded: unknown): unknown =>
  typeof loaded === 'object' && loaded !== null && 'default' in loaded ? loaded.default : null

const isRuntime = (candidate: unknown): candidate is OnnxRuntime =>
  typeof candidate === 'object' &&
  candidate !== null &&
  'Tensor' in candidate &&
  typeof candidate.Tensor === 'function' &&
  'InferenceSession' in candidate &&
  candidate.InferenceSession !== null &&
  ['object', 'function'].includes(typeof candidate.InferenceSession)

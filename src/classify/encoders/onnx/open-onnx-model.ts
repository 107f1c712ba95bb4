import { access, readFile } from 'node:fs/promises'
import { EncoderRefused } from '../encoder-refused.ts'
import { createWordPiece } from '../wordpiece/create-word-piece.ts'
import { parseVocabulary, type Vocabulary } from '../wordpiece/parse-vocabulary.ts'
import { composeInputs, inputNames } from './compose-inputs.ts'
import type { OnnxConfig } from './onnx-config.ts'
import type { OnnxRuntime, OnnxSession, OnnxTensor } from './onnx-runtime.ts'
import { chooseOutput, readOutput } from './read-output.ts'

export interface OnnxModel {
  /** A vector for each text. Rejects with `EncoderRefused`, or with what the runtime says. */
  read(texts: readonly string[]): Promise<Float32Array[]>
  close(): Promise<void>
}

/** Loads a model and its vocabulary. Rejects with `EncoderRefused` when one of them cannot be used. */
export const openOnnxModel = async (config: OnnxConfig, runtime: OnnxRuntime): Promise<OnnxModel> => {
  const { file, lowerCase, mostTokens } = config
  const vocabulary = await readVocabulary(config.vocabulary)
  const tokenise = createWordPiece({ vocabulary, lowerCase, mostTokens })
  const session = await openSession(file, runtime)
  const output = chooseOutput(session.outputNames)
  const strange = session.inputNames.filter((name) => !inputNames.some((known) => known === name))
  if (output === null || strange.length > 0 || !session.inputNames.includes('input_ids')) {
    await session.release()
    throw new EncoderRefused(
      `${file} is no encoder of text as BERT: it asks for ${session.inputNames.join(', ') || 'nothing'}`,
    )
  }
  return {
    async read(texts) {
      const batch = composeInputs(texts.map(tokenise), vocabulary.padding)
      const inputs: Record<string, OnnxTensor> = {}
      for (const name of inputNames)
        if (session.inputNames.includes(name))
          inputs[name] = new runtime.Tensor('int64', batch.inputs[name], [batch.rows, batch.width])
      const answer = (await session.run(inputs, [output]))[output]
      if (answer === undefined) throw new EncoderRefused(`the model does not answer with ${output}`)
      return readOutput(answer, batch)
    },
    close: () => session.release(),
  }
}

const readVocabulary = async (path: string): Promise<Vocabulary> => {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new EncoderRefused(`the vocabulary cannot be read: ${messageOf(error)}`, { cause: error })
  })
  try {
    return parseVocabulary(text)
  } catch (error) {
    if (!(error instanceof EncoderRefused)) throw error
    throw new EncoderRefused(`${path} cannot be used: ${error.message}`, { cause: error })
  }
}

const openSession = async (path: string, runtime: OnnxRuntime): Promise<OnnxSession> => {
  try {
    await access(path)
    // What goes wrong is told by us; by itself the runtime writes to stderr.
    return await runtime.InferenceSession.create(path, { logSeverityLevel: 4 })
  } catch (error) {
    throw new EncoderRefused(`the model cannot be loaded: ${messageOf(error)}`, { cause: error })
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

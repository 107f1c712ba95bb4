import * as z from 'zod'
import { duration, secret } from './setting-kinds.ts'

const probability = z.number().min(0).max(1)

/** A server that speaks OpenAI's protocol: Ollama, vLLM, llama.cpp, or one of a company. */
const compatibleServer = {
  baseUrl: z.url({ protocol: /^https?$/ }),
  apiKey: secret.optional().describe('Its key, where it wants one.'),
  model: z.string().min(1).describe('Name of the model there.'),
}

export const llmSchema = z.strictObject({
  baseUrl: compatibleServer.baseUrl.describe(
    'Address of an OpenAI-compatible server, such as `http://localhost:11434/v1` (`LLM_BASE_URL`).',
  ),
  apiKey: secret.optional().describe('Its key, where it wants one (`LLM_API_KEY`).'),
  model: z.string().min(1).describe('Name of the model there (`LLM_MODEL`).'),
})
export type LlmConfig = z.output<typeof llmSchema>

const embeddingsSchema = z.strictObject({
  kind: z.literal('embeddings').describe('`embeddings`: an OpenAI-compatible `/embeddings`.'),
  baseUrl: compatibleServer.baseUrl.describe('Address of the server, such as `http://localhost:11434/v1`.'),
  apiKey: compatibleServer.apiKey,
  model: compatibleServer.model,
  timeout: duration('10s').describe('How long an answer may take; then the model is not asked.'),
  mask: z.boolean().default(true).describe('Mask addresses, references and long numbers in what it gets.'),
})
const onnxSchema = z.strictObject({
  kind: z
    .literal('onnx')
    .describe('`onnx`: a file of your own, by `onnxruntime-node`, which you install beside Relevo.'),
  file: z.string().min(1).describe('The encoder, relative to this file.'),
  vocabulary: z.string().min(1).describe('Its `vocab.txt` (WordPiece), relative to this file.'),
  mostTokens: z.int().min(8).max(8192).default(256).describe('Longer texts are cut.'),
  lowerCase: z.boolean().default(true).describe('Whether its vocabulary is of lower case, without accents.'),
})
export const encoderSchema = z.discriminatedUnion('kind', [embeddingsSchema, onnxSchema])
export type EncoderConfig = z.output<typeof encoderSchema>

/** The settings of `classification` beside `note`. */
export const classificationShape = {
  rules: z
    .boolean()
    .default(true)
    .describe('Whether keywords and patterns of the categories are looked for.'),
  model: z
    .enum(['auto', 'starter', 'none'])
    .default('auto')
    .describe(
      '`auto`: the model that was trained and promoted, else the one that ships; `starter`: always that; `none`: no model.',
    ),
  models: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Folder of the trained models; default: `models` in the data folder. Several replicas share one.',
    ),
  threshold: probability
    .optional()
    .describe('Decide from this probability on, instead of from what the training found.'),
  explain: z
    .boolean()
    .default(true)
    .describe('Keep the words that carried a decision, and similar solved tickets, with the hand-off.'),
  encoder: encoderSchema
    .optional()
    .describe('What reads texts besides, for a model that was trained with it. Nothing by default.'),
  llm: z
    .strictObject({
      enabled: z
        .boolean()
        .default(false)
        .describe('Ask the language model under `llm` when nobody else could tell. Texts go to its server.'),
      timeout: duration('10s').describe('How long an answer may take; then the text stays unsure.'),
      mask: z
        .boolean()
        .default(true)
        .describe('Mask e-mail and web addresses, references and long numbers in what it gets.'),
    })
    .prefault({})
    .describe('Whether a language model has the last word on what is unsure. Off by default.'),
}

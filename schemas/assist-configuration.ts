import * as z from 'zod'
import { duration, secret } from './setting-kinds.ts'

const price = z.number().min(0)

/** The settings of `assist`: drafts and technical instructions. */
export const assistSchema = z.strictObject({
  enabled: z.boolean().default(true).describe('Whether agents may ask for drafts.'),
  playbooks: z
    .string()
    .min(1)
    .optional()
    .describe(
      'A folder of Markdown playbooks of yours, relative to this file; they go before those that ship.',
    ),
  shipped: z.boolean().default(true).describe('Whether the playbooks that ship are used.'),
  company: z.string().min(1).max(100).optional().describe('Your name, as it stands in replies.'),
  signature: z.string().max(500).optional().describe('What a reply ends with, below the name of the agent.'),
  knowledge: z
    .strictObject({
      articles: z.boolean().default(true).describe('Published solution articles of the help desk.'),
      cannedResponses: z.boolean().default(true).describe('Its canned responses.'),
      tickets: z
        .boolean()
        .default(true)
        .describe('Resolved tickets: what was asked and what solved it, masked.'),
      every: duration('1h').describe('How often it is looked for what has changed.'),
      limit: z
        .int()
        .min(0)
        .max(100_000)
        .default(10_000)
        .describe('Resolved tickets that are kept; the oldest go first.'),
    })
    .prefault({})
    .describe('What drafts stand on, besides playbooks.'),
  embeddings: z
    .strictObject({
      baseUrl: z
        .url({ protocol: /^https?$/ })
        .describe('An OpenAI-compatible server, such as `http://localhost:11434/v1`.'),
      apiKey: secret.optional().describe('Its key, where it wants one.'),
      model: z.string().min(1).describe('Name of the model there.'),
      timeout: duration('10s').describe('How long an answer may take; then words alone decide.'),
    })
    .optional()
    .describe('Finds knowledge by meaning besides words. What it gets is masked.'),
  llm: z
    .strictObject({
      enabled: z
        .boolean()
        .default(false)
        .describe('Let the language model under `llm` write drafts. Masked texts go to its server.'),
      timeout: duration('2m').describe('How long a whole answer may take.'),
      silence: duration('45s').describe('How long it may say nothing, at the beginning and in between.'),
      maxTokens: z.int().min(100).max(32_000).default(1500).describe('The longest answer.'),
      maxTokensField: z
        .enum(['auto', 'max_tokens', 'max_completion_tokens'])
        .default('auto')
        .describe('How the server calls that; `auto` finds out.'),
      contextTokens: z
        .int()
        .min(1000)
        .max(1_000_000)
        .default(4096)
        .describe('What the model reads at most, its answer included.'),
      temperature: z.number().min(0).max(2).default(0.2).describe('How freely it writes.'),
      concurrency: z.int().min(1).max(64).default(2).describe('Answers at the same time, per replica.'),
      tokensPerDay: z
        .int()
        .min(0)
        .default(1_000_000)
        .describe('Tokens per UTC day, both ways; then playbooks write. 0: no limit.'),
      costPerDay: price.default(0).describe('Cost per UTC day, in the currency of `price`. 0: no limit.'),
      price: z
        .strictObject({
          input: price.default(0).describe('Of a million tokens that it reads.'),
          output: price.default(0).describe('Of a million tokens that it writes.'),
        })
        .prefault({})
        .describe('What it costs.'),
    })
    .prefault({})
    .describe('Who writes drafts. Off by default: playbooks and articles do.'),
})
export type AssistConfig = z.output<typeof assistSchema>

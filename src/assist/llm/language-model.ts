/**
 * A language model behind an OpenAI-compatible server: types only. All that it is sent is recorded, byte for byte, before it is sent.
 * Budget, circuit, concurrency and retries are inside. Nothing throws but for faults of ours; an abort ends with `stopped`.
 */
export interface LanguageModel {
  readonly name: string
  state(): LlmState
  /**
   * Asks for a text, part by part as it is written. The last event is `done` or `failed`, never both. What was said before it failed
   * is in the `text` events.
   */
  write(request: LlmRequest): AsyncIterable<LlmEvent>
  /** Today's, in UTC. */
  spent(): Promise<{ tokens: number; cost: number }>
  calls(query: { helpdesk: string; ticketId: string; limit: number }): Promise<LlmCall[]>
  /** Blanks bodies from before, and forgets rows later; returns how many. */
  purge(query: { before: number; limit: number }): Promise<number>
  close(): Promise<void>
}

export type LlmState =
  | { kind: 'ready' }
  | { kind: 'paused' }
  /** The day's budget is used up. */
  | { kind: 'spent' }
  /** It failed again and again. */
  | { kind: 'away'; why: string; until: number }

export interface LlmRequest {
  purpose: 'draft' | 'refine' | 'probe'
  system: string
  prompt: string
  /** JSON Schema of the answer, for servers that can be held to it; absent: plain text. */
  schema?: { name: string; schema: Record<string, unknown> }
  helpdesk: string
  ticketId: string
  /** As in the audit trail. */
  who: string
  signal: AbortSignal
}

export type LlmEvent =
  /** A piece of what it writes. Reasoning of models that think aloud is left out. */
  | { kind: 'text'; text: string }
  /** It is asked anew, and what was said so far does not count. */
  | { kind: 'again' }
  /** `cut`: it ended for its length. */
  | { kind: 'done'; text: string; cut: boolean; callId: string }
  | { kind: 'failed'; reason: LlmFailure; why: string }

/** `stopped`: by the signal. `refused`: the model would not. `empty`: it said nothing. */
export type LlmFailure =
  | 'paused'
  | 'spent'
  | 'away'
  | 'stopped'
  | 'timeout'
  | 'refused'
  | 'filtered'
  | 'empty'
  | 'too-long'
  | 'credentials'
  | 'rate-limited'
  | 'broken'

export interface LlmCall {
  id: string
  at: number
  purpose: LlmRequest['purpose'] | 'embeddings'
  who: string | null
  url: string
  model: string
  /** The body as it was sent; null after retention. */
  request: string | null
  response: string | null
  /** `done`, or an `LlmFailure`; null: under way, or the process ended. */
  outcome: string | null
  inputTokens: number | null
  outputTokens: number | null
  /** The server did not count them: they are by the length of the texts. */
  isEstimated?: boolean
  cost: number | null
  tookMs: number | null
}

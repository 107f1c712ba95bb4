import type { AskedOfLlm, LlmAnswer } from '../llm/open-fake-llm.ts'

export const inputOf = ({ body }: AskedOfLlm): string[] => body.input ?? []

/** As `/embeddings` answers. */
export const answerEmbeddings = (vectors: number[][]): LlmAnswer => ({
  body: JSON.stringify({
    object: 'list',
    model: 'tiny',
    data: vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })),
    usage: { prompt_tokens: 1, total_tokens: 1 },
  }),
})

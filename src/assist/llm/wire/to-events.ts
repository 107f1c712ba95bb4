import * as z from 'zod'

const message = z.looseObject({ content: z.unknown().optional() }).nullish()
const answerSchema = z.looseObject({
  choices: z.array(z.looseObject({ message, finish_reason: z.string().nullish() })).nullish(),
  usage: z.unknown().optional(),
})

/**
 * A whole answer as the events of a stream, from a server that does not stream. Null: it is no answer. No choices, or none that ended, is
 * what it would be in a stream: incomplete.
 */
export const toEvents = (body: unknown): string | null => {
  const parsed = answerSchema.safeParse(body)
  if (!parsed.success) return null
  const choices = (parsed.data.choices ?? []).map(({ message: said, finish_reason }, index) => ({
    index,
    delta: said ?? {},
    finish_reason: finish_reason ?? null,
  }))
  const chunk = { choices, usage: parsed.data.usage ?? null }
  return `data: ${JSON.stringify(chunk)}\n\ndata: [DONE]\n\n`
}

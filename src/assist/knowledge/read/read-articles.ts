import * as z from 'zod'
import { parseJsonText } from '../../../ops/parse-json-text.ts'
import { composeArticleRow } from './compose-article-row.ts'
import { lane, type ReadDesk, type ReadTools } from './read-tools.ts'

const cursorSchema = z.strictObject({ startedAt: z.number(), next: z.string() })

/** A help desk that says that there is more and more. */
const mostPages = 5_000

/**
 * Reads all articles of a help desk once, or goes on where a reading stopped; what is not there any more goes at its end. What stands
 * in the way is noted, in plain words, and kept knowledge stays. Throws `AssistUnavailable`.
 */
export const readArticles = async (desk: ReadDesk, tools: ReadTools): Promise<void> => {
  const { store, clock, signal, pace, detectLanguage } = tools
  const name = `articles:${desk.name}`
  const kept = parseCursor((await store.feed(name))?.cursor ?? null)
  const startedAt = kept?.startedAt ?? clock.now()
  let next: string | null = kept?.next ?? null
  for (let pages = 0; pages < mostPages; pages += 1) {
    await pace()
    if (signal.aborted) return
    const read = await desk.listArticles(next === null ? {} : { cursor: next }, { lane, signal })
    if (signal.aborted) return
    const cursor = next === null ? null : JSON.stringify({ startedAt, next })
    // Clocks of replicas differ: what was seen in this round was seen since it began.
    const readAt = Math.max(clock.now(), startedAt)
    if (!read.ok) {
      const isLost = read.failure.kind === 'invalid'
      const problem = isLost ? null : `${desk.name}: articles cannot be read. ${read.failure.message}`
      await store.commit({ name, cursor: isLost ? null : cursor, readAt, problem, keep: [] })
      return
    }
    const { articles } = read.value
    const helpdesk = desk.name
    const keep = articles.flatMap(
      (article) => composeArticleRow(article, { helpdesk, detectLanguage, now: readAt }) ?? [],
    )
    next = read.value.next
    await store.commit({
      ...{ name, readAt, problem: null, keep },
      cursor: next === null ? null : JSON.stringify({ startedAt, next }),
      ...(next === null ? { sweep: { kind: 'article', helpdesk, before: startedAt } } : {}),
    })
    if (next === null) return
  }
}

const parseCursor = (text: string | null): z.infer<typeof cursorSchema> | null => {
  if (text === null) return null
  const parsed = cursorSchema.safeParse(parseJsonText(text))
  return parsed.success ? parsed.data : null
}

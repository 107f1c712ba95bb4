import { composeCannedRow } from './compose-article-row.ts'
import { lane, type ReadDesk, type ReadTools } from './read-tools.ts'

const most = 1_000

/** Reads the canned responses of a help desk; those that are gone go. Throws `AssistUnavailable`. */
export const readCanned = async (desk: ReadDesk, tools: ReadTools): Promise<void> => {
  const { store, clock, signal, pace, detectLanguage } = tools
  await pace()
  if (signal.aborted) return
  const readAt = clock.now()
  const feed = { name: `canned:${desk.name}`, cursor: null, readAt }
  const read = await desk.listCannedResponses({ limit: most }, { lane, signal })
  if (signal.aborted) return
  if (!read.ok) {
    const problem = `${desk.name}: canned responses cannot be read. ${read.failure.message}`
    await store.commit({ ...feed, problem, keep: [] })
    return
  }
  const helpdesk = desk.name
  const keep = read.value.flatMap(
    (response) => composeCannedRow(response, { helpdesk, detectLanguage, now: readAt }) ?? [],
  )
  const sweep = { kind: 'canned', helpdesk, before: readAt } as const
  await store.commit({ ...feed, problem: null, keep, sweep })
}

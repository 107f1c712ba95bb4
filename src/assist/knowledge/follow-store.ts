import type { KnowledgeIndex } from './index/create-knowledge-index.ts'
import type { KnowledgeStore } from './store/knowledge-store.ts'
import { createTurns } from './take-turns.ts'

const hashesAtOnce = 1_000
const rowsAtOnce = 40

/**
 * Brings an index to what the store holds now: what is new or another is read, what is gone goes. `model`: whose vectors are taken,
 * too; null: none. Others have turns in between. Throws `AssistUnavailable`; what was taken in until then stays.
 */
export const followStore = async (
  index: KnowledgeIndex,
  { store, model, signal }: { store: KnowledgeStore; model: string | null; signal: AbortSignal },
): Promise<void> => {
  const turn = createTurns()
  const kept = new Set<string>()
  const stale: string[] = []
  for await (const { id, hash } of all((after) => store.listHashes(after, hashesAtOnce), signal)) {
    kept.add(id)
    if (index.hashOf(id) !== hash) stale.push(id)
  }
  if (signal.aborted) return
  for (const id of [...index.ids()]) if (!id.startsWith('playbook:') && !kept.has(id)) index.remove(id)
  for (let at = 0; at < stale.length && !signal.aborted; at += rowsAtOnce) {
    for (const row of await store.read(stale.slice(at, at + rowsAtOnce))) {
      const { id, kind, language, title, body, hash } = row
      index.put({ id, kind, language, title, text: body, hash, keywords: [], categories: [] })
      await turn()
    }
  }
  if (model !== null && !signal.aborted) await followVectors(index, { store, model, signal })
}

const followVectors = async (
  index: KnowledgeIndex,
  { store, model, signal }: { store: KnowledgeStore; model: string; signal: AbortSignal },
): Promise<void> => {
  const turn = createTurns()
  const lacking: string[] = []
  for await (const { id, hash } of all((after) => store.listVectors(model, after, hashesAtOnce), signal))
    if (index.hashOf(id) === hash && !index.hasVector(id)) lacking.push(id)
  for (let at = 0; at < lacking.length && !signal.aborted; at += rowsAtOnce)
    for (const { id, hash, vector } of await store.readVectors(model, lacking.slice(at, at + rowsAtOnce))) {
      if (index.hashOf(id) === hash) index.putVector(id, vector)
      await turn()
    }
}

async function* all(
  list: (after: string) => Promise<{ id: string; hash: string }[]>,
  signal: AbortSignal,
): AsyncGenerator<{ id: string; hash: string }, void> {
  for (let after = ''; !signal.aborted; ) {
    const rows = await list(after)
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < hashesAtOnce) return
    after = last.id
    await new Promise<void>((resolve) => setImmediate(resolve))
  }
}

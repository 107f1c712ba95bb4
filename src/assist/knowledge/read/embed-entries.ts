import type { Encoder } from '../../../classify/encoders/encoder.ts'
import type { LoadedPlaybooks } from '../../playbooks/load-playbooks.ts'
import { toPlaybookIndexEntry } from '../playbook-entry.ts'
import type { KnowledgeStore } from '../store/knowledge-store.ts'

const atOnce = 32
const listedAtOnce = 1_000
/** Alone, one after the other: then it is the server, and not a text that it does not want. */
const mostRefused = 3

export interface EmbedOptions {
  store: KnowledgeStore
  encoder: Encoder
  playbooks: LoadedPlaybooks
  mask: (text: string) => string
  signal: AbortSignal
}

interface Text {
  id: string
  hash: string
  text: string
}

/**
 * Asks for the numbers of what has none yet or is another text now, a few at once, masked; those of what is gone, and of other models,
 * go. Stops where the encoder is away: the next time goes on. Returns how many were kept. Throws `AssistUnavailable`.
 */
export const embedEntries = async ({
  store,
  encoder,
  playbooks,
  mask,
  signal,
}: EmbedOptions): Promise<number> => {
  const model = encoder.name
  const own = new Map(playbooks.playbooks.map(toPlaybookIndexEntry).map((entry) => [entry.id, entry]))
  const hashes = new Map([...own.values()].map(({ id, hash }) => [id, hash]))
  await listAll((after) => store.listHashes(after, listedAtOnce), hashes)
  const done = new Map<string, string>()
  await listAll((after) => store.listVectors(model, after, listedAtOnce), done)
  await store.forgetVectors(
    model,
    [...done.keys()].filter((id) => !hashes.has(id)),
  )
  const lacking = [...hashes.keys()].filter((id) => done.get(id) !== hashes.get(id))

  let kept = 0
  const ask = async (texts: readonly Text[]): Promise<boolean> => {
    const vectors = await encoder.encode(
      texts.map(({ text }) => mask(text)),
      { signal },
    )
    if (vectors === null) return false
    const found = texts.flatMap(({ id, hash }, at) => {
      const vector = vectors[at]
      return vector === undefined ? [] : [{ id, hash, vector }]
    })
    await store.keepVectors(model, found)
    kept += found.length
    return true
  }

  for (let at = 0; at < lacking.length && !signal.aborted; at += atOnce) {
    const ids = lacking.slice(at, at + atOnce)
    const rows = await store.read(ids.filter((id) => !own.has(id)))
    const texts = [
      ...rows.map(({ id, hash, title, body }) => ({ id, hash, text: `${title}\n${body}` })),
      ...ids
        .flatMap((id) => own.get(id) ?? [])
        .map(({ id, hash, title, text }) => ({ id, hash, text: `${title}\n${text}` })),
    ]
    if (texts.length === 0 || (await ask(texts))) continue
    let refused = 0
    for (const one of texts) {
      if (signal.aborted || refused >= mostRefused) return kept
      refused = (await ask([one])) ? 0 : refused + 1
    }
  }
  return kept
}

const listAll = async (
  list: (after: string) => Promise<{ id: string; hash: string }[]>,
  into: Map<string, string>,
): Promise<void> => {
  for (let after = ''; ; ) {
    const rows = await list(after)
    for (const { id, hash } of rows) into.set(id, hash)
    const last = rows.at(-1)
    if (last === undefined || rows.length < listedAtOnce) return
    after = last.id
  }
}

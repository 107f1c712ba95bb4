import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { assistSchema } from '../schemas/assist-configuration.ts'
import { createLanguageModel } from '../src/assist/llm/create-language-model.ts'
import { openDatabase } from '../src/database/open-database.ts'
import { systemClock } from '../src/ops/clock.ts'
import { delta, done, openScriptedServer } from '../test/assist/llm/scripted-server.ts'
import { silent } from '../test/ledger/silent.ts'

export interface FirstTokenFigures {
  answers: number
  /** From the server's first piece of text to the event that tells it. */
  p50Ms: number
  p99Ms: number
  /** From the call to the request at the server: composed, reserved and written down, durably. */
  leaveP50Ms: number
  leaveP99Ms: number
}

const at = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN

/** How much later than the server said it a text is told, over a real socket, with every request written down in SQLite first. */
export const measureFirstToken = async ({
  answers,
  onProgress = () => {},
}: {
  answers: number
  onProgress?: (done: number) => void
}): Promise<FirstTokenFigures> => {
  const dataDir = mkdtempSync(join(tmpdir(), 'relevo-first-token-'))
  const database = await openDatabase({ dataDir, exclusive: true, logger: silent })
  let [arrivedAt, writtenAt] = [0, 0]
  const server = await openScriptedServer(() => {
    arrivedAt = performance.now()
    return {
      headers: { 'content-type': 'text/event-stream' },
      steps: [
        () => {
          writtenAt = performance.now()
          return delta({ content: 'Hola' })
        },
        delta({ content: ', qué tal' }, 'stop'),
        done,
      ],
    }
  })
  const model = createLanguageModel({
    config: { ...assistSchema.parse({}).llm, baseUrl: server.baseUrl, model: 'tiny', tokensPerDay: 0 },
    ...{ database, clock: systemClock, logger: silent, random: Math.random },
    ...{ isPaused: () => false, observe: () => {} },
  })
  const [delays, leaves]: [number[], number[]] = [[], []]
  try {
    // The first loads the library.
    for (let count = -5; count < answers; count++) {
      const from = performance.now()
      let first = true
      for await (const event of model.write({
        ...{ purpose: 'draft', system: 'You write replies.', prompt: 'x'.repeat(6_000) },
        ...{ helpdesk: 'bench', ticketId: '1', who: 'bench', signal: new AbortController().signal },
      })) {
        if (event.kind === 'failed') throw new Error(`the bench's model failed: ${event.why}`)
        if (event.kind !== 'text' || !first) continue
        first = false
        if (count < 0) continue
        delays.push(performance.now() - writtenAt)
        leaves.push(arrivedAt - from)
      }
      onProgress(Math.max(0, count + 1))
    }
  } finally {
    await model.close()
    server.close()
    await database.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
  const [byDelay, byLeave] = [delays, leaves].map((times) => times.toSorted((one, other) => one - other))
  return {
    answers: delays.length,
    ...{ p50Ms: at(byDelay ?? [], 0.5), p99Ms: at(byDelay ?? [], 0.99) },
    ...{ leaveP50Ms: at(byLeave ?? [], 0.5), leaveP99Ms: at(byLeave ?? [], 0.99) },
  }
}

// kill -9 at random moments while replies are posted and the help desk loses answers: each must be in its ticket once, in order.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { openDatabase } from '../src/database/open-database.ts'
import { systemClock } from '../src/ops/clock.ts'
import { createOutbox } from '../src/outbox/create-outbox.ts'
import { createFreshdeskSandbox } from '../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../src/sandbox/serve-sandbox.ts'
import { startChild } from './child.ts'

export interface OutboxKillOptions {
  tickets: number
  repliesEach: number
  kills: number
  /** After a process is ready. */
  betweenKillsMs: [number, number]
  /** Chance that a reply is there and its answer is lost. */
  actThenDrop: number
  onProgress?: (done: number) => void
}

export interface OutboxKillFigures {
  clicked: number
  posted: number
  lost: number
  twice: number
  outOfOrder: number
  kills: number
  lostAnswers: number
}

const logger = pino({ level: 'silent' })
/** Longer than any lease and what a help desk may be late: what a killed process held has run out for the next. */
const stepMs = 120_000
const name = (ticket: number, reply: number): string => `Respuesta ${reply} de la consulta ${ticket}.`

const order = async (dataDir: string, ids: readonly number[], repliesEach: number): Promise<void> => {
  const database = await openDatabase({ dataDir, exclusive: true, logger })
  const outbox = createOutbox({ database, undoMs: 0, clock: systemClock })
  for (const id of ids)
    for (let reply = 0; reply < repliesEach; reply++)
      await outbox.send({
        ...{ key: `${id}-${reply}`, helpdesk: 'main', ticketId: String(id), kind: 'reply' },
        ...{ text: name(id, reply), status: null, draft: null, who: 'user:ana@example.com' },
      })
  await database.close()
}

export const measureOutboxKills = async (options: OutboxKillOptions): Promise<OutboxKillFigures> => {
  const { tickets, repliesEach, kills, betweenKillsMs, actThenDrop, onProgress } = options
  const sandbox = createFreshdeskSandbox({
    limits: { total: 1_000_000, create: null, update: null, listTickets: null, listContacts: null },
  })
  const served = await serveSandbox({ sandbox })
  const dataDir = await mkdtemp(join(tmpdir(), 'relevo-outbox-'))
  let round = 0
  const start = () => {
    round += 1
    const args = [dataDir, served.url, String(round * stepMs)]
    return startChild('bench/outbox-child.ts', args, { isReady: (line) => line['ready'] === true })
  }
  try {
    const ids = Array.from({ length: tickets }, (_, number) =>
      sandbox.people.write({ email: `c${number}@example.com`, subject: 'Wi-Fi', text: 'No va.' }),
    )
    await order(dataDir, ids, repliesEach)
    sandbox.faults.add({ kind: 'act-then-drop' }, { method: 'POST', probability: actThenDrop })
    for (let kill = 0; kill < kills; kill++) {
      const child = await start()
      const [least, most] = betweenKillsMs
      await sleep(least + Math.random() * (most - least))
      await child.end('SIGKILL')
      onProgress?.(kill + 1)
    }
    const lostAnswers = sandbox.requests.filter((call) => call.fault !== null).length
    sandbox.faults.clear()
    round += 1
    const last = await startChild('bench/outbox-child.ts', [dataDir, served.url, String(round * stepMs)], {
      isReady: (line) => line['done'] === true,
      timeoutMs: 120_000,
    })
    await last.end('SIGKILL')
    const said = ids.map((id) =>
      [...sandbox.account.conversations.values()]
        .filter((entry) => entry.ticketId === id)
        .map(({ bodyText }) => bodyText.trim()),
    )
    const count = ids.flatMap((id, place) =>
      Array.from(
        { length: repliesEach },
        (_, reply) => said[place]?.filter((text) => text === name(id, reply)).length ?? 0,
      ),
    )
    const inOrder = ids.map((id, place) => {
      const numbers = (said[place] ?? []).map((text) =>
        Array.from({ length: repliesEach }, (_, reply) => name(id, reply)).indexOf(text),
      )
      return numbers.every((number, at) => at === 0 || number >= (numbers[at - 1] ?? 0))
    })
    return {
      clicked: tickets * repliesEach,
      posted: said.flat().length,
      lost: count.filter((times) => times === 0).length,
      twice: count.filter((times) => times > 1).length,
      outOfOrder: inOrder.filter((is) => !is).length,
      kills,
      lostAnswers,
    }
  } finally {
    await served.close()
    await rm(dataDir, { recursive: true, force: true })
  }
}

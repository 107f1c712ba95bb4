// How many hand-offs a second are accepted durably at 64 connections, as a ratio to bare Fastify with the same validation
// in the same run. Contenders alternate, so that a noisy neighbour hits both; medians are compared.
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { startChild } from './child.ts'
import { benchConfiguration, benchEnvironment } from './relevo-under-test.ts'

export interface AcceptOptions {
  rounds: number
  seconds: number
  connections: number
  /** An empty database of PostgreSQL; absent: SQLite. */
  databaseUrl?: string
  onProgress?: (done: number) => void
}

export interface AcceptFigures {
  /** Bare Fastify with Relevo's own reading and checking of the body: the base line. */
  barePerSecond: number
  /** Bare Fastify with ajv on the same fields, and the ratio to it. */
  ajvPerSecond: number
  ajvRatio: number
  relevoPerSecond: number
  ratio: number
  bareP99Ms: number
  relevoP99Ms: number
  p99Ratio: number
  non2xx: number
  /** Acknowledged minus found in the ledger afterwards: must be 0. */
  missing: number
}

interface Shot {
  perSecond: number
  p99: number
  accepted: number
  failed: number
}

const body = JSON.stringify({
  user_email: 'person-[<id>]@example.com',
  user_name: 'Ana Benítez',
  conversation_summary: 'El pedido 48213 figura como entregado, pero no lo ha recibido nadie en la oficina.',
  category: 'Envíos',
  conversation_id: 'conv-[<id>]',
  message_id: 'msg-[<id>]',
  transcript: [
    { from: 'user', text: 'Hola, ¿dónde está mi pedido? Lo esperaba ayer por la tarde.' },
    { from: 'bot', text: 'Veo que figura como entregado a las 17:40.' },
    { from: 'user', text: 'Aquí no ha llegado nada, he preguntado a todos.' },
  ],
})

const shoot = async (url: string, options: AcceptOptions): Promise<Shot> => {
  const result = await autocannon({
    url: `${url}/webhooks/bench`,
    method: 'POST',
    connections: options.connections,
    duration: options.seconds,
    headers: { 'content-type': 'application/json', 'x-webhook-secret': 'bench-secret-0123456789' },
    body,
    idReplacement: true,
  })
  return {
    // Requests over the true duration; autocannon's own average drops the last partial second.
    perSecond: result['2xx'] / result.duration,
    p99: result.latency.p99,
    accepted: result['2xx'],
    failed: result.non2xx + result.errors,
  }
}

const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

const ratioTo = (base: Shot[], shots: Shot[]): number =>
  median(base.map((shot, i) => (shots[i]?.perSecond ?? Number.NaN) / shot.perSecond))

/** Runs the rounds and resolves with the figures. Starts and ends its own processes; about `rounds × seconds × 3`. */
export const measureAccept = async (options: AcceptOptions): Promise<AcceptFigures> => {
  const folder = await mkdtemp(join(tmpdir(), 'relevo-bench-'))
  await writeFile(join(folder, 'relevo.yaml'), benchConfiguration({ helpdeskUrl: 'http://127.0.0.1:9' }))
  const isReady = (line: Record<string, unknown>) => 'url' in line
  const bare = await startChild('bench/bare-server.ts', ['--validation', 'relevo'], { isReady })
  const ajv = await startChild('bench/bare-server.ts', [], { isReady })
  const relevo = await startChild('src/cli.ts', ['serve'], {
    env: benchEnvironment(
      folder,
      options.databaseUrl === undefined ? {} : { DATABASE_URL: options.databaseUrl },
    ),
    isReady: (line) => line['msg'] === 'listening',
  })
  try {
    const bareUrl = String(bare.ready['url'])
    const relevoUrl = String(relevo.ready['url'])
    const warm = { ...options, seconds: Math.min(2, options.seconds) }
    const ajvUrl = String(ajv.ready['url'])
    const warmed = [await shoot(bareUrl, warm), await shoot(relevoUrl, warm), await shoot(ajvUrl, warm)]
    const bareShots: Shot[] = []
    const ajvShots: Shot[] = []
    const relevoShots: Shot[] = []
    for (let round = 0; round < options.rounds; round += 1) {
      bareShots.push(await shoot(bareUrl, options))
      relevoShots.push(await shoot(relevoUrl, options))
      ajvShots.push(await shoot(ajvUrl, options))
      options.onProgress?.(round + 1)
    }
    const accepted = relevoShots.reduce((sum, shot) => sum + shot.accepted, warmed[1]?.accepted ?? 0)
    const received = await receivedCount(relevoUrl)
    const barePerSecond = median(bareShots.map((shot) => shot.perSecond))
    const relevoPerSecond = median(relevoShots.map((shot) => shot.perSecond))
    const bareP99Ms = median(bareShots.map((shot) => shot.p99))
    const relevoP99Ms = median(relevoShots.map((shot) => shot.p99))
    return {
      barePerSecond,
      relevoPerSecond,
      // Of neighbours in time, so that drift of the machine cancels.
      ratio: ratioTo(bareShots, relevoShots),
      ajvPerSecond: median(ajvShots.map((shot) => shot.perSecond)),
      ajvRatio: ratioTo(ajvShots, relevoShots),
      bareP99Ms,
      relevoP99Ms,
      p99Ratio: relevoP99Ms / bareP99Ms,
      non2xx: relevoShots.reduce((sum, shot) => sum + shot.failed, 0),
      // Requests cut at the end of a shot were stored without an answer: more than acknowledged is right, fewer is a loss.
      missing: Math.max(0, accepted - received),
    }
  } finally {
    await Promise.all([bare.end(), ajv.end(), relevo.end()])
    await rm(folder, { recursive: true, force: true })
  }
}

const receivedCount = async (url: string): Promise<number> => {
  const response = await fetch(`${url}/v1/custody`, {
    headers: { authorization: 'Bearer bench-api-key-0123456789' },
  })
  const sum: unknown = await response.json()
  return typeof sum === 'object' && sum !== null && 'received' in sum ? Number(sum.received) : Number.NaN
}

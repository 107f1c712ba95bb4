import { EventEmitter } from 'node:events'
import { pino } from 'pino'
import t from 'tap'
import { type Closer, createShutdown, type SignalTarget } from '../../src/ops/create-shutdown.ts'
import { createManualClock } from '../manual-clock.ts'

const logger = pino({ level: 'silent' })

const setUp = (closers: Closer[]) => {
  const clock = createManualClock()
  return { clock, shutdown: createShutdown({ closers, deadlineMs: 10_000, clock, logger }) }
}

/** Stands for `process`: emits signals, remembers exits. */
const createTarget = () => {
  const emitter = new EventEmitter()
  const exits: number[] = []
  const target: SignalTarget = {
    on: (signal, listener) => emitter.on(signal, listener),
    off: (signal, listener) => emitter.off(signal, listener),
    exit: (code) => exits.push(code),
  }
  return { emitter, exits, target, signal: (name: string) => emitter.emit(name, name) }
}
const turn = () => new Promise((resolve) => setImmediate(resolve))
const never = () => new Promise<void>(() => undefined)

t.test('closes in order, one after the other, once', async (t) => {
  const seen: string[] = []
  const { shutdown, clock } = setUp([
    {
      name: 'http',
      close: async () => {
        seen.push('http starts')
        await turn()
        seen.push('http ends')
      },
    },
    { name: 'worker', close: () => void seen.push('worker') },
    { name: 'ledger', close: async () => void seen.push('ledger') },
  ])
  const [first, second] = await Promise.all([shutdown.stop('test'), shutdown.stop('again')])
  t.same(seen, ['http starts', 'http ends', 'worker', 'ledger'])
  t.same(first, { failed: [], late: [] })
  t.equal(first, second)
  t.equal(clock.pending(), 0)
})

t.test('a closer that fails does not keep the next ones from closing', async (t) => {
  const seen: string[] = []
  const { shutdown } = setUp([
    {
      name: 'http',
      close: () => {
        throw new Error('no')
      },
    },
    { name: 'worker', close: () => Promise.reject(new Error('no')) },
    { name: 'ledger', close: () => void seen.push('ledger') },
  ])
  t.same(await shutdown.stop('test'), { failed: ['http', 'worker'], late: [] })
  t.same(seen, ['ledger'])
})

t.test('past the deadline the rest still gets its moment', async (t) => {
  const seen: string[] = []
  const { shutdown, clock } = setUp([
    { name: 'worker', close: never },
    { name: 'mail', close: never },
    { name: 'ledger', close: () => void seen.push('ledger') },
  ])
  const stopping = shutdown.stop('test')
  await clock.advance(10_000)
  t.same(seen, [])
  await clock.advance(500)
  t.same(await stopping, { failed: [], late: ['worker', 'mail'] })
  t.same(seen, ['ledger'])
})

t.test('a signal stops and exits 0, or 1 when something did not close', async (t) => {
  for (const [close, code] of [
    [() => undefined, 0],
    [() => Promise.reject(new Error('no')), 1],
  ] as const) {
    const { shutdown } = setUp([{ name: 'x', close }])
    const { exits, target, signal } = createTarget()
    shutdown.listen(target)
    signal('SIGTERM')
    while (exits.length === 0) await turn()
    t.same(exits, [code])
  }
})

t.test('a second signal exits at once', async (t) => {
  const { shutdown } = setUp([{ name: 'worker', close: never }])
  const { exits, target, signal } = createTarget()
  shutdown.listen(target)
  signal('SIGTERM')
  t.same(exits, [])
  signal('SIGINT')
  t.same(exits, [130])
})

t.test('stops listening when told', async (t) => {
  const { shutdown } = setUp([])
  const { emitter, target } = createTarget()
  const unlisten = shutdown.listen(target)
  t.equal(emitter.listenerCount('SIGTERM') + emitter.listenerCount('SIGINT'), 2)
  unlisten()
  t.equal(emitter.listenerCount('SIGTERM') + emitter.listenerCount('SIGINT'), 0)
})

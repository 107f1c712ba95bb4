import t, { type Test } from 'tap'
import { createCallStore } from '../../../src/assist/llm/calls/create-call-store.ts'
import { createRecordedEncoder } from '../../../src/assist/llm/create-recorded-encoder.ts'
import { silent } from '../../ledger/silent.ts'
import { createManualClock } from '../../manual-clock.ts'
import { openSqliteStore } from '../../tickets/open-sqlite-store.ts'

const about = { helpdesk: 'fresh', ticketId: '7', who: 'user:1' }

const open = async (t: Test) => {
  const database = await openSqliteStore(t)
  const store = createCallStore({ database, tokensPerDay: 5, costPerDay: 0 })
  const calls = () => store.calls({ helpdesk: 'fresh', ticketId: '7', limit: 9 })
  const sent: string[] = []
  const control = { isPaused: false, isAway: false, known: 0, isBroken: false }
  const encoder = createRecordedEncoder({
    encoder: {
      name: 'embeddings:m',
      encode: async (texts) => {
        sent.push(...texts)
        control.known = (await calls()).length
        return control.isAway ? null : texts.map(() => Float32Array.of(1))
      },
      close: async () => {},
    },
    config: { baseUrl: 'http://ana:key@127.0.0.1:9/v1/', model: 'm', timeout: 1000 },
    store: {
      ...store,
      begin: (call) => (control.isBroken ? Promise.reject(new Error('lost')) : store.begin(call)),
    },
    isPaused: () => control.isPaused,
    clock: createManualClock(Date.UTC(2026, 10, 21)),
    logger: silent,
  })
  return { encoder, control, sent, calls, store }
}

t.test('what an encoder gets is written down before, as it is sent, and costs no budget', async (t) => {
  const { encoder, control, sent, calls, store } = await open(t)
  t.match(await encoder.encode(['VPN de ana@example.com'], { about }), [{ length: 1 }])
  t.equal(control.known, 1, 'before it is sent')
  t.match(await calls(), [
    {
      purpose: 'embeddings',
      who: 'user:1',
      url: 'http://127.0.0.1:9/v1/embeddings',
      outcome: 'done',
      model: 'm',
    },
  ])
  const [call] = await calls()
  t.same(JSON.parse(call?.request ?? ''), { model: 'm', input: sent, encoding_format: 'float' })
  t.notMatch(sent, /ana@/)
  t.same(await store.spent(Date.UTC(2026, 10, 21)), { tokens: 0, cost: 0 })
  control.isAway = true
  t.equal(await encoder.encode(['x'], { about }), null)
  t.match((await calls()).map(({ outcome }) => outcome).sort(), ['away', 'done'])
})

t.test('a pause, a stop, and a store that is away keep everything in the house', async (t) => {
  const { encoder, control, sent } = await open(t)
  control.isPaused = true
  t.equal(await encoder.encode(['x'], { about }), null)
  control.isPaused = false
  t.equal(await encoder.encode(['x'], { about, signal: AbortSignal.abort() }), null)
  control.isBroken = true
  t.equal(await encoder.encode(['x'], {}), null)
  t.same(sent, [])
})

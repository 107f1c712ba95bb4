import Fastify from 'fastify'
import t from 'tap'
import { createLogger } from '../../src/ops/create-logger.ts'
import type { Logger } from '../../src/ops/logger.ts'

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

const capture = (secrets: readonly string[] = []) => {
  const lines: string[] = []
  const logger = createLogger({
    level: 'trace',
    secrets,
    destination: { write: (line: string) => void lines.push(line) },
  })
  return { logger, lines, parsed: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) }
}

t.test('writes one JSON line with the level by name and the time in UTC', async (t) => {
  const { logger, parsed } = capture()
  logger.info({ handoffId: 'h-1', attempts: 2 }, 'delivered')
  t.match(parsed(), [
    { level: 'info', time: /^\d{4}-\d\d-\d\dT.*Z$/, handoffId: 'h-1', attempts: 2, msg: 'delivered' },
  ])
  t.notOk('hostname' in (parsed()[0] ?? {}))
})

t.test('fits the house and has children', async (t) => {
  const { logger, parsed } = capture()
  const ours: Logger = logger
  ours.child({ handoffId: 'h-1' }).warn({ ms: 3 }, 'late by %d', 3)
  t.match(parsed(), [{ handoffId: 'h-1', ms: 3, msg: 'late by 3' }])
})

t.test('shows no e-mail, text or secret in any line at any level', async (t) => {
  const address = 'ann.o\u2019brien+tag@mail.example.org'
  const text = 'My card number is 4111'
  const secret = 'sup"er\\secret-value'
  const { logger, lines } = capture([secret])
  const cause = new Error(`${text} from ${address}`)
  class VendorError extends Error {
    override readonly name = 'VendorError'
    readonly body = { email: address, text }
    readonly data = text
  }
  Object.defineProperty(cause, 'stack', { value: 'Error\n    at y (/app/node_modules/v/y.js:1:1)' })
  const vendor = new VendorError('vendor said no', { cause })
  Object.defineProperty(vendor, 'stack', {
    value: `VendorError: ${text}\n    at x (/app/node_modules/v/x.js:1:1)`,
  })
  const parse = () => {
    try {
      return JSON.parse(`{"a": ${text}`)
    } catch (error) {
      return error
    }
  }
  for (const level of levels) {
    logger[level](`to ${address}`)
    logger[level](`line\n${address}\ttab ${secret}`)
    logger[level]('%s is %s', address, secret)
    logger[level]({ someone: address, place: `/x?e=${encodeURIComponent('ann@example.org')}` }, 'in a field')
    logger[level]({ email: address, text, summary: text, handoff: { anything: text } }, 'top level')
    logger[level]({ a: { b: [{ user_email: address, text }] }, headers: { authorization: secret } }, 'nested')
    logger[level]({ deep: { a: { b: { c: { d: { e: { f: { g: { h: { i: text } } } } } } } } } }, 'deep')
    logger[level]({ token: secret, list: [secret, address] }, 'secrets')
    logger[level](parse())
    logger[level]({ err: parse() }, 'while reading')
    logger[level]({ err: vendor })
    logger[level]({ error: vendor }, vendor.message)
    logger.child({ requester: text, someone: address })[level]('in a child')
  }
  t.equal(lines.length, levels.length * 13)
  for (const line of lines) {
    t.notMatch(line, /\w@|%40|4111|example\.org/)
    t.notOk(line.includes('er\\\\secret') || line.includes(secret), 'no secret')
    t.doesNotThrow(() => JSON.parse(line), 'still JSON')
  }
})

t.test('keeps what helps: kind, code, place and own messages of errors', async (t) => {
  const { logger, parsed } = capture()
  logger.error(new Error('ledger is closed', { cause: Object.assign(new Error('x'), { code: 'ENOSPC' }) }))
  logger.error({
    err: Object.assign(new TypeError('Received "secret words"'), { code: 'ERR_INVALID_ARG_TYPE', stack: '' }),
  })
  logger.error({ err: 'just a text' }, 'odd')
  const [own, foreign, odd] = parsed()
  t.match(own, {
    msg: 'ledger is closed',
    err: { type: 'Error', message: 'ledger is closed', cause: { code: 'ENOSPC', message: 'x' } },
  })
  t.match(own, { err: { at: [/test\/ops\/create-logger\.test\.ts/] } })
  t.match(foreign, { msg: 'TypeError', err: { type: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' } })
  t.notMatch(foreign, { err: { message: String } })
  t.match(odd, { msg: 'odd', err: { type: 'string' } })
})

t.test('a chain of causes ends', async (t) => {
  const { logger, lines } = capture()
  const error = new Error('round')
  error.cause = error
  logger.error(error)
  t.equal(lines.join('').match(/"cause"/g)?.length, 3)
})

t.test('logs requests by route, never by address, header or query', async (t) => {
  const { logger, lines, parsed } = capture()
  const app = Fastify({ loggerInstance: logger })
  t.teardown(() => app.close())
  app.get('/v1/people/:who', async () => ({ ok: true }))
  await app.inject({
    url: '/v1/people/ann@example.org?text=hello-there',
    headers: { authorization: 'Bearer abc-token', 'user-agent': 'someones-agent' },
    remoteAddress: '203.0.113.9',
  })
  t.match(parsed(), [
    { reqId: 'req-1', req: { id: 'req-1', method: 'GET', route: '/v1/people/:who' } },
    { reqId: 'req-1', res: { statusCode: 200 }, responseTime: Number },
  ])
  t.notMatch(lines.join(''), /ann|hello-there|abc-token|someones-agent|203\.0/)
})

t.test('respects the level', async (t) => {
  const lines: string[] = []
  const logger = createLogger({ level: 'warn', destination: { write: (line) => void lines.push(line) } })
  logger.info('no')
  logger.warn('yes')
  t.equal(lines.length, 1)
})

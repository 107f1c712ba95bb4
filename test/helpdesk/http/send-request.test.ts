import t from 'tap'
import type { Dispatcher } from 'undici'
import { sendRequest } from '../../../src/helpdesk/send-request.ts'
import { systemClock } from '../../../src/ops/clock.ts'
import { createManualClock } from '../../manual-clock.ts'

const request = {
  method: 'POST',
  path: '/things',
  headers: {},
  body: null,
  deadlineMs: 1_000,
  maxAnswerBytes: 100,
  signal: undefined,
} as const

const createController = () => {
  const aborted: Error[] = []
  const controller: Dispatcher.DispatchController = {
    aborted: false,
    paused: false,
    reason: null,
    abort: (reason) => aborted.push(reason),
    pause: () => {},
    resume: () => {},
  }
  return { controller, aborted }
}

t.test('does not let the transport send a request twice', async (t) => {
  const { controller, aborted } = createController()
  const dispatch: Dispatcher.Dispatch = (_options, handler) => {
    handler.onRequestStart?.(controller, null)
    handler.onRequestStart?.(controller, null)
    return true
  }
  t.match(await sendRequest({ dispatch }, request, systemClock), {
    started: true,
    status: null,
    code: 'RESENT',
  })
  t.equal(aborted.length, 1)
})

t.test('stops a request that is started after the deadline, before its first byte', async (t) => {
  const clock = createManualClock()
  const { controller, aborted } = createController()
  let start = () => {}
  const dispatch: Dispatcher.Dispatch = (_options, handler) => {
    start = () => handler.onRequestStart?.(controller, null)
    return true
  }
  const sent = sendRequest({ dispatch }, request, clock)
  await clock.advance(1_000)
  t.match(await sent, { started: false, code: 'DEADLINE' })
  start()
  t.equal(aborted.length, 1)
  t.equal(clock.pending(), 0)
})

t.test('a request that cannot even be dispatched was not sent', async (t) => {
  for (const [thrown, code] of [
    [Object.assign(new Error('no'), { code: 'UND_ERR_INVALID_ARG' }), 'UND_ERR_INVALID_ARG'],
    [new AggregateError([Object.assign(new Error('no'), { code: 'ECONNREFUSED' })]), 'ECONNREFUSED'],
    [new TypeError('no'), 'TypeError'],
    ['no', 'UNKNOWN'],
  ] as const) {
    const dispatch = () => {
      throw thrown
    }
    t.match(await sendRequest({ dispatch }, request, systemClock), { started: false, code })
  }
})

t.test('takes an informational answer for none', async (t) => {
  const { controller } = createController()
  const dispatch: Dispatcher.Dispatch = (_options, handler) => {
    handler.onRequestStart?.(controller, null)
    handler.onResponseStart?.(controller, 103, {}, 'Early Hints')
    handler.onResponseError?.(controller, new Error('cut'))
    handler.onResponseEnd?.(controller, {})
    return true
  }
  t.match(await sendRequest({ dispatch }, request, systemClock), { started: true, status: null, body: null })
})

t.test('does not start a request that its caller no longer wants when the connection is ready', async (t) => {
  const { controller, aborted } = createController()
  let written = false
  const dispatch: Dispatcher.Dispatch = (_options, handler) => {
    handler.onRequestStart?.(controller, null)
    written = aborted.length === 0
    return true
  }
  const sent = sendRequest({ dispatch }, { ...request, mayStart: () => false }, systemClock)
  t.match(await sent, { started: false, status: null, code: 'ABORTED' })
  t.equal(written, false)
})

import t from 'tap'
import { createAskRequester } from '../../src/bridge/ask-requester.ts'
import type { RequesterFacts } from '../../src/helpdesk/account-desk.ts'
import type { CallOptions, Read } from '../../src/helpdesk/helpdesk.ts'
import { createManualClock } from '../manual-clock.ts'
import { createScriptedHelpdesk } from './scripted-helpdesk.ts'
import { collectLogs } from './start-bridge.ts'

const known: Read<RequesterFacts | null> = { ok: true, value: null }
const late = { kind: 'unavailable', message: 'No answer in time.', status: null, code: null } as const

/** A help desk that says nothing about anybody until it is told to. */
const open = () => {
  const clock = createManualClock()
  let isSilent = true
  let asked = 0
  const ask = createAskRequester({
    clock,
    logger: collectLogs().logger,
    helpdesk: {
      vendor: 'scripted',
      capabilities: {
        ...createScriptedHelpdesk().helpdesk.capabilities,
        account: ['requester-facts'],
      },
      requesterFacts: (_who: object, { signal }: CallOptions) => {
        asked += 1
        if (!isSilent) return Promise.resolve(known)
        return new Promise((resolve) =>
          signal?.addEventListener('abort', () => resolve({ ok: false, failure: late })),
        )
      },
    },
  })
  const about = (name: string, signal?: AbortSignal) =>
    ask(
      { email: `${name}@example.org`, phone: null, name: null },
      { lane: 'new', ...(signal === undefined ? {} : { signal }) },
    )
  return {
    clock,
    about,
    asked: () => asked,
    speak: () => {
      isSilent = false
    },
  }
}

t.test('a help desk that hangs keeps one hand-off waiting, and not all that come', async (t) => {
  const { clock, about, asked, speak } = open()
  const first = about('ana')
  await clock.advance(10_000)
  t.match(await first, { answer: { told: false, why: 'No answer in time.' }, failure: late })
  for (const name of ['bea', 'carla', 'dora']) t.match(await about(name), { failure: late })
  t.equal(asked(), 1, 'the others are not asked about')
  await clock.advance(30_000)
  const second = about('bea')
  t.match(await about('carla'), { failure: late }, 'nor wait for the one that tries')
  t.equal(asked(), 2)
  await clock.advance(10_000)
  t.match(await second, { failure: late })
  await clock.advance(30_000)
  speak()
  t.match(await about('bea'), { answer: { told: true } })
  t.match(await about('carla'), { answer: { told: true } })
  t.equal(asked(), 4)
})

t.test('a worker that stops says nothing about the help desk', async (t) => {
  const { clock, about, asked, speak } = open()
  const stopping = new AbortController()
  const first = about('ana', stopping.signal)
  stopping.abort()
  t.match(await first, { failure: late })
  speak()
  t.match(await about('bea'), { answer: { told: true } })
  t.equal(asked(), 2)
  await clock.advance(0)
})

t.test('a clock that is set back does not keep the help desk from being asked', async (t) => {
  const { clock, about, speak } = open()
  const first = about('ana')
  await clock.advance(10_000)
  await first
  speak()
  clock.jump(-3_600_000)
  t.match(await about('bea'), { answer: { told: true } })
})

import { setTimeout } from 'node:timers/promises'
import type { Test } from 'tap'
import { startCutProxy } from '../postgres/cut-proxy.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { getJson, postHandoff, type Service, startService } from '../start-service.ts'

/** Intake gives a commit ten seconds (create-receiver.ts); the rest is for a busy machine. */
const answerWithinMs = 12_000
const arriveWithinMs = 30_000
// Few, so that the help desk's limit is not what is waited for.
const posters = 4

interface Answer {
  status: number
  body: unknown
  retryAfter: string | null
  type: string | null
  tookMs: number
}

/** A whole service whose way to PostgreSQL leads through a proxy that can be broken. */
export const startFailingService = async (t: Test, url?: string) => {
  const databaseUrl = url ?? (await openTestDatabase(t)).url
  const { hostname, port } = new URL(databaseUrl)
  const proxy = await startCutProxy({ host: hostname, port: Number(port) })
  const service = await startService(t, {
    databaseUrl: proxy.urlFor(databaseUrl),
    sandbox: { plan: 'enterprise' },
  })
  t.teardown(() => proxy.close())
  return { service, proxy, databaseUrl }
}

const postOne = async (service: Pick<Service, 'url'>, key: string): Promise<Answer> => {
  const startedAt = performance.now()
  const response = await postHandoff(service, {
    user_email: `person-${key}@example.com`,
    conversation_summary: `Petition ${key}: the parcel has not arrived.`,
    category: 'shipping',
    subject: `Petition ${key}`,
    message_id: `petition-${key}`,
  })
  return {
    status: response.status,
    body: await response.json(),
    retryAfter: response.headers.get('retry-after'),
    type: response.headers.get('content-type'),
    tookMs: performance.now() - startedAt,
  }
}

/** Senders that post one hand-off after the other, and each until it is taken, always under the same key. */
export const startFlood = (service: Service, name: string) => {
  const answers: Answer[] = []
  const taken = new Set<string>()
  let stopped = false
  let next = 0
  const post = async (): Promise<void> => {
    while (!stopped) {
      const key = `${name}-${next++}`
      while (!taken.has(key)) {
        const answer = await postOne(service, key)
        answers.push(answer)
        if (answer.status < 300) taken.add(key)
        await setTimeout(150)
      }
    }
  }
  const posting = Promise.all(Array.from({ length: posters }, post))
  const waitFor = async (what: string, holds: () => boolean): Promise<void> => {
    const until = performance.now() + arriveWithinMs
    while (!holds()) {
      if (performance.now() > until) throw new Error(`It did not come about that ${what}.`)
      await setTimeout(10)
    }
  }
  const refused = () => answers.filter(({ status }) => status === 503).length
  return {
    /** Waits until so many more were taken. */
    taken: (count: number) => {
      const before = taken.size
      return waitFor(`${count} more are taken`, () => taken.size >= before + count)
    },
    refused: (count: number) => {
      const before = refused()
      return waitFor(`${count} more are refused`, () => refused() >= before + count)
    },
    /** Lets all who post get through, and returns what was answered. */
    stop: async () => {
      stopped = true
      await posting
      return { answers, keys: [...taken] }
    },
  }
}

/** Each answer is a yes, or a no that says when to come again; and none let its sender wait for long. */
export const checkAnswers = (t: Test, answers: Answer[]): void => {
  const wrong = answers.filter(
    ({ status, body, retryAfter, type, tookMs }) =>
      tookMs > answerWithinMs ||
      (status !== 202 &&
        !(
          status === 503 &&
          Number(retryAfter) > 0 &&
          type?.startsWith('application/problem+json') &&
          /"ok":false/.test(JSON.stringify(body)) &&
          /"code":"store_(unavailable|slow)"/.test(JSON.stringify(body))
        )),
  )
  t.same(wrong, [])
}

/** Everything that was taken becomes one ticket each, and the books balance. */
export const checkArrived = async (t: Test, service: Service, keys: string[]): Promise<void> => {
  const subjects = () =>
    [...service.sandbox.account.tickets.values()].map(({ subject }) => subject ?? '').toSorted()
  const expected = keys.map((key) => `Petition ${key}`).toSorted()
  const until = performance.now() + arriveWithinMs
  for (;;) {
    const sum = await getJson(service, '/v1/custody')
    const delivered = typeof sum === 'object' && sum !== null && 'delivered' in sum ? sum.delivered : null
    if (delivered === keys.length || performance.now() > until) {
      t.match(sum, { received: keys.length, delivered: keys.length, balanced: true })
      break
    }
    await setTimeout(50)
  }
  t.same(subjects(), expected)
}

export const statusOf = async (service: Service, path: string): Promise<number> => {
  const response = await fetch(`${service.url}${path}`)
  await response.arrayBuffer()
  return response.status
}

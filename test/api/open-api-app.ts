import Fastify from 'fastify'
import type { Test } from 'tap'
import type { Handoff } from '../../schemas/handoff.ts'
import type { Access } from '../../src/access/access.ts'
import { createAccess } from '../../src/access/create-access.ts'
import { createApi } from '../../src/api/create-api.ts'
import type { Classifier, TextToClassify } from '../../src/classify/classifier.ts'
import { createErasure } from '../../src/erasure/create-erasure.ts'
import type { Ledger } from '../../src/ledger/ledger.ts'
import { requesterKey } from '../../src/ledger/requester-key.ts'
import { setProblemHandlers } from '../../src/ops/problem.ts'
import { noPolicy, type PolicyControl } from '../../src/policy/policy-control.ts'
import type { Tickets } from '../../src/tickets/tickets.ts'
import type { Triage } from '../../src/triage/triage.ts'
import { aHandoff, anEntry } from '../ledger/new-entry.ts'
import { openSqliteLedger } from '../ledger/open-sqlite-ledger.ts'
import { silent } from '../ledger/silent.ts'
import { createManualClock } from '../manual-clock.ts'

export const key = 'an-api-key-for-tests'

const notScripted = () => {
  throw new Error('No test has scripted this.')
}
const noTickets: Tickets = {
  helpdesks: notScripted,
  find: notScripted,
  show: notScripted,
  conversation: notScripted,
  latestCustomerMessage: notScripted,
  reply: notScripted,
  note: notScripted,
  assign: notScripted,
  update: notScripted,
  handOver: notScripted,
  people: notScripted,
  person: notScripted,
  purge: notScripted,
  close: notScripted,
}

/** `/v1` over a real ledger, and a classifier that tells what it was asked. */
export const openApiApp = async (
  t: Test,
  change: {
    apiKeys?: string[]
    ledger?: Partial<Ledger>
    tickets?: Partial<Tickets>
    policy?: PolicyControl
    triage?: Triage
    access?: (access: Access) => Partial<Access>
  } = {},
) => {
  const clock = createManualClock(Date.UTC(2026, 10, 20, 12))
  const { ledger, database } = await openSqliteLedger(t, { dataDir: t.testdir(), clock })
  const access = createAccess({
    database,
    clock,
    logger: silent,
    configuredKeys: change.apiKeys ?? [key],
    rateLimit: { max: 600, window: 60_000 },
  })
  const asked: TextToClassify[] = []
  const classifier: Classifier = {
    classify: async (input) => {
      asked.push(input)
      return {
        category: 'billing',
        type: 'Question',
        group: 'Billing',
        priority: 'medium',
        tags: ['billing'],
        customFields: { cf_area: 'money' },
        decidedBy: 'rule',
        confidence: null,
        reasons: [{ code: 'keyword', where: 'text', keyword: 'invoice', category: 'billing' }],
      }
    },
  }
  const app = Fastify()
  setProblemHandlers(app)
  await app.register(
    createApi({
      ledger: { ...ledger, ...change.ledger },
      erasure: createErasure({ database, ledger: { ...ledger, ...change.ledger }, clock }),
      classifier,
      access: { ...access, ...change.access?.(access) },
      tickets: { ...noTickets, ...change.tickets },
      triage: change.triage ?? null,
      policy: change.policy ?? noPolicy,
      clock,
    }),
  )
  t.teardown(async () => {
    await app.close()
    await access.close()
  })

  const ask = (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: object,
    as = key,
    headers: Record<string, string> = {},
  ) =>
    app.inject({
      method,
      url,
      headers: { 'x-api-key': as, ...headers },
      ...(body === undefined ? {} : { payload: body }),
    })

  /** Puts a hand-off into the ledger and answers its id. */
  const put = async (
    name: string,
    options: { handoff?: Partial<Handoff>; refusal?: string; source?: string } = {},
  ) => {
    const handoff = aHandoff(options.handoff)
    const outcome = await ledger.put(
      anEntry(name, {
        handoff,
        requesterKey: requesterKey(handoff.requester),
        refusal: options.refusal === undefined ? null : { why: options.refusal },
        ...(options.source === undefined ? {} : { source: options.source }),
      }),
    )
    if (outcome.kind !== 'stored') throw new Error(`not stored: ${outcome.kind}`)
    return outcome.id
  }

  /** Claims what is due and hands the first claim over. */
  const claim = async () => {
    const [claim] = await ledger.claim({ helpdesk: 'main', owner: 'test', limit: 1, leaseMs: 60_000 })
    if (claim === undefined) throw new Error('nothing is due')
    return claim
  }
  return { app, ask, put, claim, ledger, access, database, clock, asked }
}

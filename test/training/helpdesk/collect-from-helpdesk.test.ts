import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { freshdeskSchema, zendeskSchema } from '../../../schemas/configuration.ts'
import type { Helpdesk } from '../../../src/helpdesk/helpdesk.ts'
import { openHelpdesks } from '../../../src/helpdesk/registry.ts'
import { systemClock } from '../../../src/ops/clock.ts'
import { createFreshdeskSandbox } from '../../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../../../src/sandbox/serve-sandbox.ts'
import { createZendeskSandbox } from '../../../src/sandbox/zendesk/create-zendesk-sandbox.ts'
import {
  type CollectOptions,
  collectFromHelpdesk,
} from '../../../src/training/helpdesk/collect-from-helpdesk.ts'
import { createLogLines } from '../../helpdesk/freshdesk/open-test-helpdesk.ts'

const timeouts = { connect: '1s', request: '1s' }
const circuit = { probeEvery: '50ms' }

const openFreshdesk = async (t: Test) => {
  const sandbox = createFreshdeskSandbox({ groups: [{ name: 'Soporte' }] })
  const served = await serveSandbox({ sandbox })
  const config = freshdeskSchema.parse({
    vendor: 'freshdesk',
    baseUrl: served.url,
    apiKey: 'sandbox-key',
    timeouts,
    circuit,
    budget: { share: 1, window: '200ms' },
  })
  const helpdesk = open(t, config)
  t.teardown(() => served.close())
  const authorization = `Basic ${Buffer.from('sandbox-key:X').toString('base64')}`
  const write = async (count: number) => {
    for (let at = 1; at <= count; at += 1) {
      const ticket = { email: `p${at}@example.com`, subject: `S ${at}`, description: `<p>Words ${at}</p>` }
      const answer = await fetch(`${served.url}/api/v2/tickets`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization },
        body: JSON.stringify({ ...ticket, status: 4, priority: 1 }),
      })
      if (!answer.ok) throw new Error(await answer.text())
    }
    for (const ticket of sandbox.account.tickets.values()) {
      ticket.createdAt = Date.now() - (count + 1 - ticket.id) * 60_000
      ticket.updatedAt = ticket.createdAt
    }
  }
  return { sandbox, helpdesk, write }
}

const open = (t: Test, config: Parameters<typeof openHelpdesks>[0]['helpdesks'][string]): Helpdesk => {
  const { logger } = createLogLines()
  const helpdesk = openHelpdesks({ helpdesks: { main: config } }, { clock: systemClock, logger }).get('main')
  if (helpdesk === undefined) throw new Error('There is no help desk.')
  t.teardown(() => helpdesk.close())
  return helpdesk
}

const optionsFor = (
  helpdesk: CollectOptions['helpdesk'],
  folder: string,
  given: Partial<CollectOptions> = {},
) => {
  const told: string[] = []
  const progress = {
    begin: (title: string) => void told.push(title),
    at: () => {},
    say: (text: string) => void told.push(text),
  }
  const options: CollectOptions = {
    helpdesk,
    path: join(folder, 'training', 'collected-main.jsonl'),
    since: Date.now() - 86_400_000,
    most: 1_000,
    clock: systemClock,
    signal: new AbortController().signal,
    progress,
    ...given,
  }
  return { options, told }
}

t.test('tickets of a Freshdesk are read with their first words, through refusals and outages', async (t) => {
  const { sandbox, helpdesk, write } = await openFreshdesk(t)
  await write(130)
  const { options, told } = optionsFor(helpdesk, t.testdir())
  sandbox.faults.add({ kind: 'rate-limit', retryAfter: 1 }, { path: '/tickets', nth: 1 })
  sandbox.faults.add({ kind: 'status', status: 500 }, { path: '/tickets', nth: 2 })
  const collected = await collectFromHelpdesk(options)
  t.equal(collected.tickets.length, 130)
  t.match(collected.tickets[7], { id: '8', subject: 'S 8', beginning: { from: 'customer', text: 'Words 8' } })
  t.same([...collected.groups.values()], ['Soporte'])
  t.match(told.join('\n'), /The rate limit is used up|Waiting:/)
  t.equal(statSync(options.path).mode & 0o777, 0o600)
  t.notMatch(readFileSync(options.path, 'utf8'), /example\.com/, 'no address is written down')
  const lists = sandbox.requests.filter(
    ({ path, query }) => path === '/tickets' && query.includes('updated_since'),
  )
  t.ok(lists.length <= 6, 'no ticket is read on its own')
  t.notOk(sandbox.requests.some(({ path }) => /^\/tickets\/\d/.test(path)))

  sandbox.faults.down()
  const again = optionsFor(helpdesk, '', { path: options.path, outageMs: 1 }).options
  await t.rejects(collectFromHelpdesk(again), { code: 'later', message: /has not answered/ })
  sandbox.faults.up()
  await collected.discard()
  t.throws(() => statSync(options.path), { code: 'ENOENT' })
})

t.test('what was stopped goes on where it was, and a line that a kill has cut is read again', async (t) => {
  const { sandbox, helpdesk, write } = await openFreshdesk(t)
  await write(150)
  const abort = new AbortController()
  const stopping = optionsFor(helpdesk, t.testdir(), {
    signal: abort.signal,
    progress: { begin: () => {}, at: () => abort.abort(), say: () => {} },
  }).options
  await t.rejects(collectFromHelpdesk(stopping), { code: 'stopped' })
  const kept = readFileSync(stopping.path, 'utf8')
  t.equal(kept.split('\n').length, 3, 'the beginning, and a page')
  appendFileSync(stopping.path, '{"kind":"page","tickets":[{"id":"99')
  const before = sandbox.requests.length
  const { options, told } = optionsFor(helpdesk, '', { path: stopping.path })
  const { tickets } = await collectFromHelpdesk(options)
  t.equal(tickets.length, 150)
  t.match(told, ['Reading tickets of main', /Going on with 100 tickets/])
  const lists = sandbox.requests.slice(before).filter(({ path }) => path === '/tickets')
  t.equal(lists.length, 1, 'the first page is not read again')

  const next = await collectFromHelpdesk({ ...options, most: 40 })
  t.same(
    next.tickets.map(({ id }) => id).toSorted((one, other) => Number(one) - Number(other)),
    Array.from({ length: 40 }, (_, at) => String(111 + at)),
    'the newest',
  )
  const older = await collectFromHelpdesk({ ...options, since: options.since - 30 * 86_400_000 })
  t.equal(older.tickets.length, 150, 'who asks for more begins anew')
})

t.test('tickets of a Zendesk are read by its export', async (t) => {
  const sandbox = createZendeskSandbox({ groups: [{ name: 'Soporte' }] })
  const served = await serveSandbox({ sandbox })
  const config = zendeskSchema.parse({
    vendor: 'zendesk',
    baseUrl: served.url,
    email: 'ada@sandbox.example',
    apiToken: 'sandbox-token',
    timeouts,
    circuit,
  })
  const helpdesk = open(t, config)
  t.teardown(() => served.close())
  const made = await helpdesk.createTicket(
    {
      requester: { email: 'ana@example.com', phone: null, name: 'Ana' },
      subject: 'No puedo entrar',
      describe: () => '<p>Dice que no</p>',
      status: 'open',
      priority: 'high',
      type: null,
      group: 'Soporte',
      agent: null,
      product: null,
      tags: ['access'],
      customFields: {},
      files: [],
    },
    { lane: 'new' },
  )
  t.equal(made.effect, 'done')
  for (const ticket of sandbox.account.tickets.values()) ticket.updatedAt = Date.now() - 120_000
  const { options } = optionsFor(helpdesk, t.testdir())
  const { tickets, groups, discard } = await collectFromHelpdesk(options)
  t.match(tickets, [{ subject: 'No puedo entrar', priority: 'high', beginning: { text: 'Dice que no' } }])
  t.equal(groups.get(tickets[0]?.groupId ?? ''), 'Soporte')
  await discard()
})

t.test('a cursor that is no longer known, and a list without first words', async (t) => {
  const { helpdesk, write } = await openFreshdesk(t)
  await write(3)
  const bare: CollectOptions['helpdesk'] = {
    ...helpdesk,
    listChangedSince: async (from, options) => {
      const read = await helpdesk.listChangedSince(from, options)
      if (!read.ok) return read
      const { beginnings: _, ...value } = read.value
      return { ok: true, value }
    },
  }
  const { options } = optionsFor(bare, t.testdir())
  const first = await collectFromHelpdesk(options)
  t.match(
    first.tickets.map(({ beginning }) => beginning?.text),
    ['Words 1', 'Words 2', 'Words 3'],
  )
  const lines = readFileSync(options.path, 'utf8').trimEnd().split('\n')
  const page = JSON.parse(lines[1] ?? '')
  writeFileSync(options.path, `${lines[0]}\n${JSON.stringify({ ...page, next: 'of-yore' })}\n`)
  const second = await collectFromHelpdesk(options)
  t.equal(second.tickets.length, 3)
})

t.test('what waiting does not mend ends it', async (t) => {
  const { sandbox, helpdesk } = await openFreshdesk(t)
  sandbox.faults.add({ kind: 'forbidden' }, { path: '/tickets' })
  const { options } = optionsFor(helpdesk, t.testdir())
  await t.rejects(collectFromHelpdesk(options), { code: 'unusable', message: /may not read/ })
  const file = join(t.testdir({ data: 'a file' }), 'data')
  const nowhere = optionsFor(helpdesk, file).options
  await t.rejects(collectFromHelpdesk(nowhere), { code: 'store', message: /is no folder/ })
})

t.test('a help desk that never comes to an end is not asked for ever', async (t) => {
  const { helpdesk } = await openFreshdesk(t)
  const kinds: Record<string, (page: number) => string> = {
    circle: (page) => `cursor ${page % 3}`,
    nothing: (page) => `cursor ${page}`,
  }
  for (const [kind, next] of Object.entries(kinds)) {
    let pages = 0
    const lying: CollectOptions['helpdesk'] = {
      name: kind,
      availability: helpdesk.availability,
      listConversation: helpdesk.listConversation,
      listGroups: helpdesk.listGroups,
      listChangedSince: async () => {
        pages += 1
        return { ok: true, value: { tickets: [], next: next(pages), atEnd: false } }
      },
    }
    const { options } = optionsFor(lying, t.testdir())
    await t.rejects(collectFromHelpdesk(options), {
      code: 'unusable',
      message: /goes round in circles/,
    })
    t.ok(pages <= 102, `${kind}: ${pages} pages`)
  }
})

import { randomUUID } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { listHandoffs } from '../../src/commands/handoffs-list.ts'
import { anEntry } from '../ledger/new-entry.ts'
import { openSqliteLedger } from '../ledger/open-sqlite-ledger.ts'
import { createManualClock } from '../manual-clock.ts'
import { postHandoff, startService } from '../start-service.ts'
import { run } from './run.ts'

const idOf = async (response: Response): Promise<string> =>
  String(Reflect.get(Object(await response.json()), 'handoff_id'))

t.test('the ledger is read and mended beside the running service', async (t) => {
  const service = await startService(t)
  const env = { RELEVO_DATA_DIR: service.config.store.dataDir, USER: 'carmen' }
  const delivered = await idOf(
    await postHandoff(service, { user_email: 'a@example.com', conversation_summary: 'Uno' }, { wait: 10 }),
  )
  const refused = await idOf(await postHandoff(service, { conversation_summary: 'Sin correo' }))
  service.sandbox.faults.down()
  const stuck = await idOf(
    await postHandoff(service, { user_email: 'b@example.com', conversation_summary: 'Dos' }),
  )

  t.test('list shows them, filters, and speaks JSON', async (t) => {
    const all = await run(['handoffs', 'list'], env)
    t.equal(all.code, 0)
    t.match(all.out, /^id +received +source +state/)
    for (const id of [delivered, refused, stuck]) t.match(all.out, id)
    const some = await run(['handoffs', 'list', '--state', 'refused', '--source', 'betsur', '--json'], env)
    t.match(JSON.parse(some.out), { handoffs: [{ id: refused, state: 'refused' }], next: null })
    t.match(await run(['handoffs', 'list', '--flag', 'possible-duplicate'], env), { out: 'No hand-offs.\n' })
    t.match(await run(['handoffs', 'list', '--limit', '1'], env), { out: /There are more/ })
  })

  t.test('wrong filters are wrong usage', async (t) => {
    t.match(await run(['handoffs', 'list', '--state', 'lost'], env), { code: 2, err: /"lost" is no state/ })
    t.match(await run(['handoffs', 'list', '--flag', 'x'], env), {
      code: 2,
      err: /"x" is no flag; use .*moved-fallback/,
    })
    t.match(await run(['handoffs', 'list', '--limit', '0'], env), { code: 2, err: /1 to 200/ })
    t.match(await run(['handoffs', 'burn'], env), { code: 2, err: /no "handoffs burn"/ })
    t.match(await run(['handoffs', 'show'], env), { code: 2, err: /id of the hand-off is missing/ })
  })

  t.test('show tells one hand-off and its history', async (t) => {
    const { code, out } = await run(['handoffs', 'show', delivered], env)
    t.equal(code, 0)
    t.match(out, /state +delivered[\s\S]*ticket +#1 created[\s\S]*received[\s\S]*delivered/)
    t.match(
      out,
      /^asked +.*rules (unsure|decided) \([\d.]+ ms\) · model starter (unsure|decided)/m,
      'who was asked',
    )
    const json: unknown = JSON.parse((await run(['handoffs', 'show', delivered, '--json'], env)).out)
    t.match(json, { id: delivered, ticket: { id: '1' }, history: [{ event: 'received' }] })
    t.match(await run(['handoffs', 'show', 'ho_nothing'], env), { code: 1, err: /no hand-off ho_nothing/ })
  })

  t.test('a refused one is edited and released, and becomes a ticket', async (t) => {
    t.match(await run(['handoffs', 'edit', refused], env), { code: 2, err: /--set user_email=/ })
    t.match(await run(['handoffs', 'edit', refused, '--set', 'nonsense'], env), {
      code: 2,
      err: /FIELD=VALUE/,
    })
    t.match(await run(['handoffs', 'edit', refused, '--set', 'user_email=nobody'], env), {
      code: 2,
      err: /user_email/,
    })
    t.match(await run(['handoffs', 'edit', refused, '--set', 'correo=c@example.com'], env), {
      code: 2,
      err: /There is no field "correo"; use user_email, /,
    })
    t.match(
      await run(['handoffs', 'release', refused], env),
      { code: 1, err: /cannot become a ticket as it is:[\s\S]*Set user_email[\s\S]*handoffs edit/ },
      'as by /v1, it is not released before it is corrected',
    )
    t.match(
      await run(
        ['handoffs', 'edit', refused, '--set', 'user_email=c@example.com', '--set', 'tags=vip,eu'],
        env,
      ),
      { code: 0, out: /is changed; its state is refused\.\nSend it on its way: relevo handoffs release ho_/ },
    )
    service.sandbox.faults.up()
    t.match(await run(['handoffs', 'release', refused], env), { code: 0, out: /on its way/ })
    const entry = await service.dependencies.ledger.waitUntilSettled(refused, 10_000)
    t.match(entry, { state: 'delivered', ticket: { action: 'created' } })
    const history = await service.dependencies.ledger.history(refused)
    t.ok(
      history.some(({ by }) => by === 'cli:carmen'),
      'the history says who',
    )
    const [ticket] = [...service.sandbox.account.tickets.values()].slice(-1)
    t.ok(ticket?.tags.includes('vip'))
  })

  t.test('a verb that does not fit the state says what it needs', async (t) => {
    t.match(await run(['handoffs', 'release', delivered], env), {
      code: 1,
      err: /is delivered; .* only .*parked/,
    })
    t.match(await run(['handoffs', 'retry', 'ho_none'], env), { code: 1, err: /no hand-off/ })
    t.match(await run(['handoffs', 'dismiss', delivered, '--reason', 'x'], env), {
      code: 1,
      err: /is delivered/,
    })
    t.match(await run(['handoffs', 'dismiss', stuck], env), { code: 2, err: /Say why/ })
  })

  t.test('custody prints the sum, erase keeps the counts', async (t) => {
    await service.dependencies.ledger.waitUntilSettled(stuck, 10_000)
    const { code, out } = await run(['custody'], env)
    t.equal(code, 0)
    t.match(out, /3 received = 3 delivered \+ 0 under way \+ 0 parked \+ 0 dismissed/)
    t.match(await run(['erase', 'A@Example.com'], env), {
      code: 0,
      out: /^Erased the content of 1 hand-off\.\nForgotten at the desk: \d tickets? in the list, 0 drafts, 0 replies and notes, /,
    })
    t.match(await run(['handoffs', 'show', delivered], env), { out: /summary +\(erased\)/ })
    t.match(JSON.parse((await run(['custody', '--json'], env)).out), {
      received: 3,
      delivered: 3,
      balanced: true,
    })
    t.match(await run(['erase'], env), { code: 2, err: /is missing/ })
    t.match(await run(['erase', 'x'], env), { code: 2, err: /e-mail address or a phone/ })
    t.match(await run(['erase', '+34 600 11 22 33'], env), { out: /0 hand-offs/ })
    const training = join(env.RELEVO_DATA_DIR, 'training')
    mkdirSync(training)
    writeFileSync(join(training, 'collected-main.jsonl'), '')
    t.match(await run(['erase', '+34 600 11 22 33'], env), {
      out: /collected-main\.jsonl has tickets that were read for a training, and may name them: delete it/,
    })
  })
})

t.test('retry and dismiss act on one that waits', async (t) => {
  const service = await startService(t, {
    config: { delivery: { retryFirst: '1h', retryCeiling: '1h', settle: '1s' } },
  })
  const env = { RELEVO_DATA_DIR: service.config.store.dataDir }
  service.sandbox.faults.add({ kind: 'forbidden' }, { method: 'POST' })
  const first = await idOf(
    await postHandoff(service, { user_email: 'a@example.com', conversation_summary: 'Uno' }),
  )
  const waits = async () =>
    ['waiting', 'parked'].includes((await service.dependencies.ledger.find(first))?.state ?? '')
  for (let tries = 0; !(await waits()) && tries < 300; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20))
  const { state } = (await service.dependencies.ledger.find(first)) ?? {}
  t.match(await run(['handoffs', state === 'parked' ? 'release' : 'retry', first], env), { code: 0 })
  for (let tries = 0; !(await waits()) && tries < 300; tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 20))
  t.match(await run(['handoffs', 'dismiss', first, '--reason', 'spam'], env), {
    code: 0,
    out: /is closed without a ticket; its state is dismissed/,
  })
  t.match(JSON.parse((await run(['custody', '--json'], env)).out), {
    received: 1,
    dismissed: 1,
    balanced: true,
  })
})

t.test('a long list is printed to its end, and by the time it arrived', async (t) => {
  const dataDir = t.testdir()
  const clock = createManualClock(Date.parse('2026-11-20T12:00:00Z'))
  const { ledger } = await openSqliteLedger(t, { dataDir, clock })
  const fill = (count: number) =>
    Promise.all(Array.from({ length: count }, () => ledger.put(anEntry(randomUUID()))))
  await fill(430)
  clock.jump(86_400_000)
  await fill(20)
  await ledger.close()
  const env = { RELEVO_DATA_DIR: dataDir }
  const list = async (...args: string[]) => {
    const { code, out, err } = await run(['handoffs', 'list', ...args], env)
    t.equal(code, 0, err)
    return out
  }
  const ids = (out: string) => JSON.parse(out).handoffs.map(({ id }: { id: string }) => id)

  const all = await list('--all', '--json')
  t.same(new Set(ids(all)).size, 450)
  t.same(ids(all), ids(all).toSorted().reverse(), 'newest first, each once')
  t.same(Object.keys(JSON.parse(all)), ['handoffs', 'next'], 'the shape of a page')
  t.equal(JSON.parse(all).next, null)
  const table = (await list('--all')).trimEnd().split('\n')
  t.equal(table.length, 451, 'one header')
  t.match(table[0], /^id +received/)
  t.equal(ids(await list('--limit', '200', '--json')).length, 200)
  t.equal(ids(await list('--all', '--json', '--after', '2026-11-21')).length, 20)
  t.equal(ids(await list('--all', '--json', '--before', '2026-11-21T00:00Z')).length, 430)
  t.equal(await list('--all', '--after', '2026-11-22'), 'No hand-offs.\n')
  t.same(JSON.parse(await list('--all', '--json', '--after', '2026-11-22')), { handoffs: [], next: null })
  for (const args of [
    ['--all', '--limit', '3'],
    ['--after', 'yesterday'],
    ['--before', '2026-02-31'],
  ])
    t.match(await run(['handoffs', 'list', ...args], env), {
      code: 2,
      err: /exclude each other|--(after|before) takes/,
    })
})

t.test('a reader who leaves ends a long list', async (t) => {
  const { ledger } = await openSqliteLedger(t, { dataDir: t.testdir(), clock: createManualClock() })
  await ledger.put(anEntry('one'))
  const { entries } = await ledger.list({ limit: 1 })
  const stdout = { write: () => true, destroyed: false }
  let asked = 0
  const pages = async () => {
    asked += 1
    if (asked === 3) stdout.destroyed = true
    return { entries, next: 'more' }
  }
  for (const json of [true, false]) {
    Object.assign(stdout, { destroyed: false })
    asked = 0
    const parsed = { values: { all: true, json }, positionals: [] }
    t.equal(await listHandoffs({ list: pages }, parsed, { env: {}, stdout, stderr: stdout }), 0)
    t.equal(asked, 3)
  }
})

t.test('the list names the help desks where there are several, since their numbers repeat', async (t) => {
  const { ledger } = await openSqliteLedger(t, { dataDir: t.testdir(), clock: createManualClock() })
  await ledger.put(anEntry('one'))
  const { entries } = await ledger.list({ limit: 1 })
  const print = async (all: typeof entries) => {
    let out = ''
    const stdout = {
      write: (text: string) => {
        out += text
        return true
      },
    }
    const list = async () => ({ entries: all, next: null })
    await listHandoffs({ list }, { values: {}, positionals: [] }, { env: {}, stdout, stderr: stdout })
    return out
  }
  t.match(await print(entries), /state +ticket/)
  const moved = entries.map((entry) => ({ ...entry, helpdesk: 'second' }))
  t.match(await print([...entries, ...moved]), /state +help desk +ticket[\s\S]*second/)
})

t.test('the sum of an empty folder says where nothing was found', async (t) => {
  const folder = t.testdir({})
  const { code, out } = await run(['custody'], { RELEVO_DATA_DIR: folder })
  t.equal(code, 0)
  t.match(out, `Nothing has arrived in ${folder} yet.`)
})

t.test('what is flagged says so in the list', async (t) => {
  const service = await startService(t)
  const env = { RELEVO_DATA_DIR: service.config.store.dataDir }
  const handoff = { user_email: 'a@example.com', conversation_summary: 'Uno', custom_fields: { cf_no: 'x' } }
  await postHandoff(service, handoff, { wait: 10 })
  t.match((await run(['handoffs', 'list'], env)).out, /flags +tries[\s\S]*unmapped-fields/)
})

t.test('a store that cannot be opened is said plainly, with its own exit code', async (t) => {
  const folder = t.testdir({
    'relevo.db': 'this is not a database, it is a text file that is long enough to be read',
  })
  t.match(await run(['custody'], { RELEVO_DATA_DIR: folder }), { code: 4, err: /Cannot open the store/ })
})

t.test('a faulty configuration stops the ledger’s commands too', async (t) => {
  t.match(await run(['custody'], { RELEVO_CONFIG: '/nowhere/relevo.yaml' }), {
    code: 3,
    err: /Cannot read the file/,
  })
})

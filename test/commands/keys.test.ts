import t from 'tap'
import { postHandoff, startService } from '../start-service.ts'
import { run } from './run.ts'

const body = { user_email: 'ann@example.com', conversation_summary: 'Help' }

t.test('keys are made, listed and revoked beside the running service', async (t) => {
  const service = await startService(t)
  const env = { RELEVO_DATA_DIR: service.config.store.dataDir, USER: 'carmen' }
  const handOver = (key: string, message: string) =>
    fetch(`${service.url}/v1/handoffs`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ ...body, message_id: message }),
    })

  t.match(await run(['keys'], env), { code: 0, out: /^No keys were made/ })
  const made = await run(['keys', 'create', 'zapier', '--scope', 'handoffs:write', '--expires', '90d'], env)
  t.equal(made.code, 0)
  t.match(made.out, /^rlv_[0-9a-z]{52}\n$/, 'the key alone, for scripts')
  t.match(made.err, /"zapier" \(handoffs:write\), valid until 20\d\d-.*shown this once/)
  const key = made.out.trim()

  await t.test('it opens what its scope says, and the log names it by its id', async (t) => {
    const answer = await handOver(key, 'm1')
    t.equal(answer.status, 202)
    const { handoff_id: id } = Object(await answer.json())
    const lines = service.logs().filter(({ msg, handoffId }) => msg === 'hand-off' && handoffId === id)
    t.match(lines, [{ keyId: key.slice(0, 16), source: 'api' }])
    t.notMatch(service.rawLogs(), key)
    const read = await fetch(`${service.url}/v1/custody`, { headers: { 'x-api-key': key } })
    t.equal(read.status, 403)
  })

  await t.test('one without the scope may not hand over, and the trail tells', async (t) => {
    const reader = await run(
      ['keys', 'create', 'reader', '--scope', 'handoffs:read,tickets:read', '--json'],
      env,
    )
    const { key: secret, id, scopes } = JSON.parse(reader.out)
    t.same(scopes, ['handoffs:read', 'tickets:read'])
    const answer = await handOver(secret, 'm2')
    t.equal(answer.status, 403)
    t.match(await answer.json(), { code: 'scope_missing', detail: /handoffs:write/ })
    const trail = JSON.parse((await run(['audit', '--who', id, '--json'], env)).out)
    t.match(trail, {
      entries: [{ what: 'createHandoff', who: 'key:reader', outcome: 'refused', status: 403 }],
    })
  })

  await t.test('a rate is kept to on the way in', async (t) => {
    const made = await run(['keys', 'create', 'slow', '--scope', 'handoffs:write', '--rate', '1'], env)
    t.equal((await handOver(made.out.trim(), 'm3')).status, 202)
    const limited = await handOver(made.out.trim(), 'm4')
    t.equal(limited.status, 429)
    t.ok(Number(limited.headers.get('retry-after')) >= 1)
  })

  await t.test('the list shows the last use', async (t) => {
    let list = ''
    for (let tries = 0; tries < 100 && !/^zapier .*\d\d:\d\d +20.* active$/m.test(list); tries++)
      list = (await run(['keys', 'list'], env)).out
    t.match(list, /^name +id +scopes +created +last used +expires +state\n/)
    t.match(list, /^reader +rlv_\w{12} +handoffs:read tickets:read +\S+ \S+ +\S+ \S+ +never +active$/m)
    t.notMatch(list, key)
    t.match(JSON.parse((await run(['keys', 'list', '--json'], env)).out), {
      keys: [{}, {}, { name: 'zapier', created_by: 'cli:carmen', state: 'active' }],
    })
  })

  await t.test('a revoked one is refused by the running service within seconds', async (t) => {
    t.match(await run(['keys', 'revoke', 'zapier'], env), {
      code: 0,
      out: /"zapier" \(rlv_\w{12}\) is revoked/,
    })
    const began = Date.now()
    let answer = await handOver(key, 'm1')
    while (answer.ok && Date.now() - began < 10_000) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      answer = await handOver(key, 'm1')
    }
    t.equal(answer.status, 401)
    t.match(await answer.json(), { code: 'api_key_revoked' })
    t.ok(Date.now() - began < 6_000)
    t.match((await run(['keys', 'list'], env)).out, /^zapier .* revoked$/m)
    t.equal((await postHandoff(service, body)).status, 202, 'the bots notice nothing')
  })

  await t.test('commands stand in the trail, also when they are refused', async (t) => {
    const answer = await postHandoff(service, { conversation_summary: 'No address' })
    const { handoff_id: id } = Object(await answer.json())
    await run(['handoffs', 'retry', id], env)
    await run(['handoffs', 'edit', id, '--set', 'user_email=private@example.com'], env)
    await run(['handoffs', 'dismiss', id, '--reason', 'private'], env)
    await run(['erase', 'private@example.com'], env)
    await run(['keys', 'revoke', 'nobody'], env)
    const { out } = await run(['audit', '--who', 'cli:carmen', '--limit', '5'], env)
    t.match(out, /^at +who +what +subject +outcome/)
    const lines = out.split('\n').slice(1, 6)
    for (const [at, line] of [
      /revokeKey +refused/,
      /eraseRequester +done/,
      new RegExp(`dismissHandoff +handoff ${id} +done`),
      new RegExp(`editHandoff +handoff ${id} +done`),
      new RegExp(`retryHandoff +handoff ${id} +refused`),
    ].entries())
      t.match(lines[at], line)
    t.notMatch(out, /private/)
    t.match(out, /There are more/)
    t.match(await run(['audit', '--what', 'createKey', '--since', '1h'], env), {
      code: 0,
      out: /zapier|key rlv_/,
    })
    t.match(await run(['audit', '--subject', 'ho_none'], env), { out: 'Nothing was changed.\n' })
  })

  await t.test('wrong usage is told', async (t) => {
    const usage: [string[], RegExp][] = [
      [['keys', 'burn'], /no "keys burn"/],
      [['keys', 'constructor'], /no "keys constructor"/],
      [['keys', 'create'], /name of the key is missing/],
      [['keys', 'create', 'x'], /--scope handoffs:write/],
      [['keys', 'create', 'x', '--scope', 'all'], /"all" is no scope; use handoffs:write, /],
      [['keys', 'create', 'x', '--scope', 'admin', '--expires', 'soon'], /24h or 90d/],
      [['keys', 'create', 'x', '--scope', 'admin', '--expires', '0d'], /24h or 90d/],
      [['keys', 'create', 'x', '--scope', 'admin', '--expires', '99999999d'], /24h or 90d/],
      [['keys', 'create', 'x', '--scope', 'admin', '--rate', '1.5'], /--rate takes/],
      [['keys', 'create', 'x\u001b[2J', '--scope', 'admin'], /printable/],
      [['keys', 'revoke'], /id or the name of the key is missing/],
      [['audit', '--outcome', 'fine'], /--outcome/],
      [['audit', '--limit', '0'], /--limit/],
      [['audit', '--since', 'yesterday'], /24h or 7d/],
    ]
    for (const [args, err] of usage) t.match(await run(args, env), { code: 2, err }, args.join(' '))
    t.match(await run(['keys', 'create', 'reader', '--scope', 'admin'], env), { code: 1, err: /already/ })
    t.match(await run(['keys', 'revoke', 'nobody'], env), { code: 1, err: /no key with this id or name/ })
  })
})

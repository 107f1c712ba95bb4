import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createFreshdeskSandbox } from '../../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../../../src/sandbox/serve-sandbox.ts'
import { takeTrainingLock } from '../../../src/training/take-training-lock.ts'
import { makeTickets } from '../../training/make-tickets.ts'
import { run } from '../run.ts'

const key = 'good-key-0123456789'

const open = async (t: Test, triage: string) => {
  const sandbox = createFreshdeskSandbox({ apiKeys: { [key]: {} } })
  const served = await serveSandbox({ sandbox })
  t.teardown(() => served.close())
  const authorization = `Basic ${Buffer.from(`${key}:X`).toString('base64')}`
  for (const { body, tags } of makeTickets(12, (kind) => ({ tags: [kind] })))
    await fetch(`${served.url}/api/v2/tickets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({
        email: 'ana@example.com',
        subject: 'Ayuda',
        description: body,
        tags,
        status: 5,
        priority: 1,
      }),
    })
  const dataDir = t.testdir()
  const config = join(dataDir, 'relevo.yaml')
  writeFileSync(config, `${triage}\ncategories: { billing: {}, access: {}, orders: {} }\n`)
  const env = {
    FRESHDESK_BASE_URL: served.url,
    FRESHDESK_API_KEY: key,
    RELEVO_DATA_DIR: dataDir,
    RELEVO_CONFIG: config,
    USER: 'eva',
  }
  return { env, dataDir }
}

t.test('learns now, as the service does by itself', async (t) => {
  const { env, dataDir } = await open(t, 'triage: {}')
  const lock = await takeTrainingLock(join(dataDir, 'training'))
  t.match(await run(['triage', 'learn'], env), { code: 6, err: /Another training is under way/ })
  lock.release()
  t.match(await run(['triage', 'learn', '--helpdesk', 'other'], env), { code: 2, err: /triaged: main/ })
  const learnt = await run(['triage', 'learn', '--json'], env)
  t.equal(learnt.code, 0, learnt.err)
  t.match(learnt.err, /Reading tickets of main/)
  t.match(learnt.err, /Learning category/, 'the thread tells how it goes on')
  const answer = JSON.parse(learnt.out)
  t.match(answer, { in_use: true, why: 'first', targets: ['category'], result: /is in use/ })
  t.notOk(existsSync(join(dataDir, 'training', 'collected-main.jsonl')))
  t.match(await run(['models'], env), { out: new RegExp(`${answer.name} +yes`) })
  t.match(await run(['audit'], env), { out: /promoteModel/ })
})

t.test('without triage there is nothing that it could learn for', async (t) => {
  const { env } = await open(t, 'triage: { enabled: false }')
  t.match(await run(['triage', 'learn'], env), { code: 3, err: /triage is not configured/ })
})

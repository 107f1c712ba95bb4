import { writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { configurationSchema } from '../../schemas/configuration.ts'
import { checkDrafts } from '../../src/check/check-drafts.ts'
import type { CheckResult } from '../../src/check/check-result.ts'

const check = async (sections: Record<string, unknown>): Promise<CheckResult[]> => {
  const results: CheckResult[] = []
  await checkDrafts(configurationSchema.parse(sections), (result) => results.push(result))
  return results
}

/** Answers what it is told, and keeps what it was asked with. */
const serve = async (t: Test, status: number, body: string) => {
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`)
    response.writeHead(status).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => new Promise((resolve) => server.close(resolve)))
  const { port } = server.address() as AddressInfo
  return { asked, baseUrl: `http://127.0.0.1:${port}/v1/` }
}

const withModel = (baseUrl: string) => ({
  llm: { baseUrl, apiKey: 'a-key-of-a-test', model: 'qwen3:8b' },
  assist: { llm: { enabled: true } },
})

t.test('counts the playbooks that ship, and asks nobody', async (t) => {
  t.match(await check({}), [{ name: 'playbooks', status: 'ok', detail: /^20 / }])
  t.same(await check({ desk: { enabled: false } }), [])
})

t.test('tells what is wrong with a playbook, and where', async (t) => {
  const folder = t.testdir()
  await writeFile(join(folder, 'broken.md'), '---\nname: broken\n---\n\n# Nothing\n')
  const [first] = await check({ assist: { playbooks: folder, shipped: false } })
  t.match(first, { status: 'warn', detail: /broken\.md/, remedy: /docs\/playbooks\.md/ })
})

t.test('tells whether the language model is there', async (t) => {
  const good = await serve(t, 200, JSON.stringify({ object: 'list', data: [{ id: 'qwen3:8b' }] }))
  t.match((await check(withModel(good.baseUrl))).at(-1), { status: 'ok', detail: 'qwen3:8b is there' })
  t.same(good.asked, ['/v1/models Bearer a-key-of-a-test'])
  const other = await serve(t, 200, '{"data":[]}')
  t.match((await check(withModel(other.baseUrl))).at(-1), {
    status: 'warn',
    detail: /does not name qwen3:8b/,
  })
  const refusing = await serve(t, 401, '{}')
  const refused = (await check(withModel(refusing.baseUrl))).at(-1)
  t.match(refused, { status: 'fail', detail: /answered 401/ })
  t.notMatch(JSON.stringify(refused), 'a-key-of-a-test')
  t.match((await check(withModel('http://127.0.0.1:9/v1'))).at(-1), {
    status: 'fail',
    detail: /could not be reached/,
  })
})

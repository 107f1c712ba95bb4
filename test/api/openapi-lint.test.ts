import { readFile } from 'node:fs/promises'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import t from 'tap'

const text = await readFile(new URL('../../openapi.yaml', import.meta.url), 'utf8')
const config = await createConfig({ extends: ['recommended'] })

/** Every finding of Redocly's recommended rules, warnings too: `rule at place: message`. */
const lint = async (source: string): Promise<string[]> => {
  const found = await lintFromString({ source, absoluteRef: 'openapi.yaml', config })
  return found.map(({ ruleId, message, location }) => `${ruleId} at ${location[0]?.pointer}: ${message}`)
}

t.test("the document passes Redocly's recommended rules, without an exception or a warning", async (t) => {
  const found = await lint(text)
  for (const finding of found) t.comment(finding)
  t.same(found, [])
  t.notMatch(text, /x-redocly|redocly-lint/, 'nothing is excused')
})

t.test('the linter finds what is wrong', async (t) => {
  const broken = text
    .replace('operationId: listKeys', 'x-id: listKeys')
    .replaceAll('user_email: ann@example.org', 'user_email: 7')
    .replace(/\nservers:/, '\nx-servers:')
  const rules = new Set((await lint(broken)).map((finding) => finding.replace(/ at .*/s, '')))
  for (const rule of ['operation-operationId', 'no-invalid-media-type-examples', 'no-empty-servers'])
    t.ok(rules.has(rule), rule)
})

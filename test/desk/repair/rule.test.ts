import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { Classification } from '../../../schemas/classification.ts'
import { configurationSchema } from '../../../schemas/configuration.ts'
import { parseYaml } from '../../../src/config/parse-yaml.ts'
import type { DeskDependencies } from '../../../src/desk/desk-dependencies.ts'
import { parsePolicy } from '../../../src/policy/parse-policy.ts'
import { createPolicyFile } from '../../../src/policy/policy-file.ts'
import { openPolicy } from '../../../src/policy-source.ts'
import { aHandoff } from '../../ledger/new-entry.ts'
import { silent } from '../../ledger/silent.ts'
import { openDesk } from '../open-desk.ts'
import { park, wantsProduct } from './stick.ts'

const billing: Classification = {
  category: 'billing',
  type: null,
  group: null,
  priority: null,
  tags: [],
  customFields: {},
  decidedBy: 'bot',
  confidence: null,
  reasons: [],
}

const rules = `# Ours.
rules:
  # The rest goes to the first line.
  - name: Everything else
    then: { tags: [first-line] }
`

const settings = `sources:
  botpress: { authentication: { kind: secret, secrets: [a-long-secret-for-tests] } }
helpdesks:
  main: { vendor: freshdesk, domain: example.freshdesk.com, apiKey: a-key-for-tests }
policyFile: ./policy.yaml
`

const open = async (t: Test, change: Partial<DeskDependencies> = {}) => {
  // The desk under test takes the test's own folder.
  const folder = await mkdtemp(join(tmpdir(), 'relevo-rules-'))
  t.teardown(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, 'relevo.yaml'), settings)
  await writeFile(join(folder, 'policy.yaml'), rules)
  const env = { RELEVO_CONFIG: join(folder, 'relevo.yaml') }
  const given = {
    sources: { botpress: { authentication: { kind: 'secret', secrets: ['a-long-secret-for-tests'] } } },
    helpdesks: { main: { vendor: 'freshdesk', domain: 'example.freshdesk.com', apiKey: 'a-key-for-tests' } },
    policyFile: './policy.yaml',
  }
  const config = configurationSchema.parse(given)
  const opened = await openPolicy({ config, env, logger: silent })
  if (!opened.ok) throw new Error('Expected rules.')
  const desk = await openDesk(t, {
    config: given,
    dependencies: {
      policy: opened.source,
      policyFile: createPolicyFile({ config, env }),
      classifier: { classify: async () => billing },
      ...change,
    },
  })
  const id = await park(desk.ledger, 'a', wantsProduct, {
    handoff: aHandoff({ priority: 'high', customFields: { product_id: 'Shoes {{ x }}' } }),
  })
  await park(desk.ledger, 'b', wantsProduct, { source: 'another' })
  await park(desk.ledger, 'c')
  return { ...desk, id, path: join(folder, 'policy.yaml'), policy: opened.source }
}

const order = {
  name: 'Product of shoes',
  source: 'yes',
  category: 'yes',
  'field:product_id': 'yes',
  place: 'add',
}
const digestIn = (body: string) => /name="digest" value="([0-9a-f]+)"/.exec(body)?.[1] ?? ''

t.test('a rule is made of a fix after a look at what it would have done', async (t) => {
  const { get, post, id, path, policy } = await open(t)
  t.equal((await get(`/repair/${id}/rule`, { role: 'supervisor' })).statusCode, 403)
  const page = await get(`/repair/${id}/rule?fixed=custom:product_id`, { language: 'es' })
  t.match(page.body, 'Llega por botpress')
  t.match(page.body, 'Su categoría es Facturación')
  t.match(page.body, /name="field:product_id" value="yes" checked/)
  t.notMatch(page.body, /name="priority" value="yes" checked/)

  const preview = await post(`/repair/${id}/rule/preview`, order, { part: true })
  t.equal(preview.statusCode, 200)
  t.match(preview.body, 'Tried on the last 3 hand-offs.')
  t.match(preview.body, '1 of them would have gone differently')
  t.equal(await readFile(path, 'utf8'), rules, 'nothing is written yet')

  const late = await post(`/repair/${id}/rule`, { ...order, digest: 'of something else' })
  t.equal(late.statusCode, 409)
  t.match(late.body, 'Nothing was written')
  const written = await post(`/repair/${id}/rule`, { ...order, digest: digestIn(preview.body) })
  t.equal(written.headers.location, `/repair/${id}?said=rule-written`)
  const text = await readFile(path, 'utf8')
  t.match(text, /# Ours\.\nrules:\n {2}- name: Product of shoes\n/)
  t.match(text, '# The rest goes to the first line.\n  - name: Everything else')
  t.match(text, '{% raw %}Shoes {{ x }}{% endraw %}')
  t.equal(await readFile(`${path}.bak`, 'utf8'), rules)
  t.same(
    policy.current()?.rules.map(({ name, stop }) => [name, stop]),
    [
      ['Product of shoes', false],
      ['Everything else', true],
    ],
  )
  t.match((await post(`/repair/${id}/rule/preview`, order)).body, 'There is a rule of this name already')
})

t.test('what is missing or faulty is said before anything is written', async (t) => {
  const { post, id, path } = await open(t, {
    policyNames: { sources: ['another'], helpdesks: null, categories: null },
  })
  const preview = (fields: Record<string, string>) =>
    post(`/repair/${id}/rule/preview`, fields, { part: true })
  t.match((await preview({ ...order, name: '' })).body, 'Give it a name')
  t.match((await preview({ name: 'x', 'field:product_id': 'yes' })).body, 'at least one condition')
  t.match((await preview({ name: 'x', source: 'yes' })).body, 'at least one thing')
  const faulty = await preview(order)
  t.match(faulty.body, 'would be faulty with it')
  t.match(faulty.body, 'rules[0].when.source')
  t.match(faulty.body, 'There is no source `botpress`. Known: another.')
  const spanish = await post(`/repair/${id}/rule/preview`, order, { part: true, language: 'es' })
  t.match(spanish.body, 'No existe este nombre de origen: `botpress`. Se conocen: another.')
  t.equal((await post(`/repair/${id}/rule`, order)).statusCode, 409)
  t.equal(await readFile(path, 'utf8'), rules)
})

t.test('a file that others change, or that cannot be loaded, is left as it is', async (t) => {
  const { post, id, path, dependencies } = await open(t)
  const digest = digestIn((await post(`/repair/${id}/rule/preview`, order)).body)
  await writeFile(path, `${rules}# and more\n`)
  t.match((await post(`/repair/${id}/rule`, { ...order, digest })).body, 'The file was changed meanwhile')
  t.equal(await readFile(path, 'utf8'), `${rules}# and more\n`)
  const anew = digestIn((await post(`/repair/${id}/rule/preview`, order)).body)
  dependencies.policy = {
    ...dependencies.policy,
    reload: async () => ({
      ok: false,
      place: path,
      faults: [{ path: 'sources', code: 'invalid', message: 'No.', line: 1 }],
    }),
  }
  const failed = await post(`/repair/${id}/rule`, { ...order, digest: anew })
  t.equal(failed.statusCode, 409)
  t.match(failed.body, 'could not be reloaded')
  t.equal(await readFile(path, 'utf8'), `${rules}# and more\n`)
  dependencies.policyFile = { path, read: async () => null, write: async () => ({ kind: 'changed' }) }
  t.match((await post(`/repair/${id}/rule/preview`, order)).body, 'cannot be read now')
})

t.test('where no file is, the rule is shown to be put there by hand', async (t) => {
  const { post, get, id } = await open(t, { policyFile: null })
  const preview = await post(`/repair/${id}/rule/preview`, { ...order, words: 'zapat*, caja', place: 'last' })
  t.match(preview.body, 'Save this as a file, name it under policyFile')
  const shown = /id="rule-text"[^>]*>\n?([^<]*)</.exec(preview.body)?.[1]?.replaceAll('&quot;', '"') ?? ''
  const parsed = parsePolicy(
    parseYaml(shown).value,
    { sources: null, helpdesks: null, categories: null },
    { lineOf: () => null, prefix: [] },
  )
  t.equal(parsed.ok, true, shown)
  t.match(preview.body, 'zapat*')
  t.notMatch(preview.body, 'name="digest"')
  t.equal((await post(`/repair/${id}/rule`, order)).statusCode, 409)
  t.equal((await get('/repair/ho_nothing/rule')).statusCode, 404)
})

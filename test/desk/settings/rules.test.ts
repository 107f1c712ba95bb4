import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { DeskDependencies } from '../../../src/desk/desk-dependencies.ts'
import { loadPolicyFile } from '../../../src/policy/load-policy.ts'
import { createPolicyFile } from '../../../src/policy/policy-file.ts'
import { aHandoff, anEntry } from '../../ledger/new-entry.ts'
import { openDesk } from '../open-desk.ts'

const names = { sources: null, helpdesks: null, categories: ['billing', 'other'] }
const rules = `# Ours.
rules:
  - name: Lawyers
    when: { words: [abogado] }
    then: { park: Somebody mentions a lawyer. }
`

const openRules = async (t: Test, text: string, rest: Partial<DeskDependencies> = {}) => {
  const folder = await mkdtemp(join(tmpdir(), 'relevo-rules-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const path = join(folder, 'policy.yaml')
  await writeFile(path, text)
  const load = () => {
    const loaded = loadPolicyFile(path, names)
    if (!loaded.ok) throw new Error(loaded.faults[0]?.message)
    return loaded.policy
  }
  let policy = load()
  const desk = await openDesk(t, {
    dependencies: {
      policyFile: createPolicyFile({ config: { policyFile: path }, env: {} }),
      policyNames: names,
      policy: {
        current: () => policy,
        loadedAt: () => 0,
        reload: async () => {
          policy = load()
          return { ok: true, changed: true }
        },
      },
      classifier: {
        classify: async () => ({
          category: 'other',
          type: null,
          group: null,
          priority: null,
          tags: [],
          customFields: {},
          decidedBy: 'none',
          confidence: null,
          reasons: [],
        }),
      },
      ...rest,
    },
  })
  const { body } = await desk.get('/settings/rules')
  const [, hash = ''] = /name="hash" value="([0-9a-f]{64})"/.exec(body) ?? []
  return { ...desk, path, hash, body, current: () => policy }
}

t.test('shows the rules as they stand, comments and all, escaped', async (t) => {
  const { body } = await openRules(t, `${rules}# </textarea><script>alert(1)</script>\n`)
  t.match(body, '# Ours.\nrules:\n  - name: Lawyers', 'with its lines')
  t.notMatch(body, '<script>alert')
  t.match(body, '1 rule')
})

t.test('checks what is in the form, with the line of each fault', async (t) => {
  const { post, hash, path } = await openRules(t, rules)
  const good = await post(
    '/settings/rules/check',
    { text: rules.replaceAll('\n', '\r\n'), hash },
    { part: true },
  )
  t.match(good.body, 'No faults.')
  const bad = await post(
    '/settings/rules/check',
    { text: rules.replace('words', 'wrds'), hash },
    { part: true, language: 'es' },
  )
  t.match(bad.body, 'Línea 4:')
  t.match(bad.body, 'wrds')
  t.notMatch(bad.body, 'Unknown setting')
  const other = await post(
    '/settings/rules/check',
    { text: `${rules}  - [`, hash },
    { part: true, language: 'es' },
  )
  t.match(other.body, 'El aviso, en inglés: <span lang="en">')
  t.equal((await post('/settings/rules/check', { text: rules })).statusCode, 422)
  t.equal(await readFile(path, 'utf8'), rules, 'nothing was written')
})

t.test('saves rules and uses them at once; what was there stays beside them', async (t) => {
  const { post, hash, path, current, get } = await openRules(t, rules)
  const next = rules.replace('abogado', 'abogada')
  const saved = await post('/settings/rules', { text: next.replaceAll('\n', '\r\n'), hash })
  t.equal(saved.headers.location, '/settings/rules?said=rules-saved')
  t.equal(await readFile(path, 'utf8'), next)
  t.equal(await readFile(`${path}.bak`, 'utf8'), rules)
  t.match((await get('/settings/rules')).body, current().version)
})

t.test('writes nothing that is faulty, or over what somebody else has written', async (t) => {
  const { post, hash, path } = await openRules(t, rules)
  const faulty = await post('/settings/rules', { text: 'rules: 7', hash })
  t.equal(faulty.statusCode, 422)
  t.match(faulty.body, 'rules: 7', 'what was typed is still there')
  await writeFile(path, `${rules}# mine\n`)
  const late = await post('/settings/rules', { text: rules, hash })
  t.equal(late.statusCode, 409)
  t.match(late.body, 'Somebody has changed the file')
  t.equal(await readFile(path, 'utf8'), `${rules}# mine\n`)
})

t.test(
  'says so when the file may not be written',
  { skip: process.getuid?.() === 0 && 'root may' },
  async (t) => {
    const { post, hash, path } = await openRules(t, rules)
    await chmod(path, 0o444)
    t.match((await post('/settings/rules', { text: `${rules}#\n`, hash })).body, 'EACCES')
  },
)

t.test('shows what would have gone differently, and why a rule applies to one hand-off', async (t) => {
  const { post, hash, ledger } = await openRules(t, rules)
  const stored = await ledger.put(
    anEntry('one', {
      handoff: aHandoff({ summary: 'Mi abogado escribirá.' }),
      requesterKey: 'e:ana@example.com',
      refusal: null,
    }),
  )
  if (stored.kind !== 'stored') throw new Error(stored.kind)
  const text = `rules:\n  - name: Nobody\n    when: { words: [nunca] }\n    then: { tags: [x] }\n`
  const tried = await post('/settings/rules/try', { text, hash }, { part: true })
  t.match(tried.body, `/handoffs/${stored.id}`)
  t.match((await post('/settings/rules/try', { text: rules, hash })).body, 'Of the last 1 hand-offs 0')
  t.match((await post('/settings/rules/explain', { text: rules, hash, id: stored.id })).body, 'applies')
  t.match((await post('/settings/rules/explain', { text, hash, id: stored.id })).body, 'does not apply')
  t.equal((await post('/settings/rules/explain', { text, hash, id: 'ho_gone' })).statusCode, 404)
})

t.test('says where rules stand that cannot be changed here', async (t) => {
  const { get } = await openDesk(t, { dependencies: { policyFile: null } })
  t.match((await get('/settings/rules')).body, 'Set policyFile there')
  t.equal((await get('/settings/rules', { role: 'supervisor' })).statusCode, 403)
})

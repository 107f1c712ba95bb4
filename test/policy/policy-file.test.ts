import { chmod, readdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { addRule, writeRule } from '../../src/policy/add-rule.ts'
import { createPolicyFile } from '../../src/policy/policy-file.ts'

const text = `# Ours; ask Ana.
mode: first
rules:
  # Lawyers first.
  - name: Legal # always
    when: { words: [denuncia, "defensa del consumidor"] }
    then:
      park: Legal decides.

  # The rest.
  - name: Everything else
    then: { tags: [first-line] }
`
const rule = {
  name: 'Product for billing',
  when: { source: 'betsur', category: 'billing' },
  // biome-ignore lint/suspicious/noThenProperty: a word of the rules
  then: { customFields: { cf_product: 'Betsur: app' } },
  stop: false,
}

t.test('a rule is added before or after all others, and what people wrote stays', async (t) => {
  const first = addRule(text, rule, 'first') ?? ''
  t.match(first, /rules:\n {2}- name: Product for billing\n/)
  t.match(first, /# Lawyers first\.\n {2}- name: Legal # always\n {4}when: \{ words: \[ ?denuncia/)
  t.match(first, '# The rest.\n  - name: Everything else')
  t.match(first, /^# Ours; ask Ana\.\nmode: first\n/)
  const last = addRule(text, rule, 'last') ?? ''
  t.match(last, /tags: \[ ?first-line ?\] \}\n {2}- name: Product for billing\n/)
  t.match(last, 'cf_product: "Betsur: app"')
  t.match(last, 'stop: false')
  for (const empty of ['', '# nothing yet\n', 'rules: []\n', 'mode: all\n'])
    t.match(addRule(empty, rule, 'first'), `rules:\n  ${writeRule(rule).split('\n')[0]}`, empty)
  t.match(addRule('# nothing yet\n', rule, 'last'), '# nothing yet')
  for (const other of ['- a list\n', 'rules: some text\n', 'rules: [\n'])
    t.equal(addRule(other, rule, 'last'), null)
})

const openFile = async (t: Test, name = 'policy.yaml') => {
  const folder = t.testdir({ 'policy.yaml': text })
  const file = createPolicyFile({
    config: { policyFile: `./${name}` },
    env: { RELEVO_CONFIG: join(folder, 'relevo.yaml') },
  })
  if (file === null) throw new Error('Expected a file.')
  return { folder, file, path: join(folder, 'policy.yaml') }
}

t.test('the file is replaced whole, with what was there beside it', async (t) => {
  const { file, path, folder } = await openFile(t)
  await chmod(path, 0o640)
  const before = await file.read()
  t.match(before, { path, text })
  const written = await file.write('rules: []\n', before?.hash ?? '')
  t.match(written, { kind: 'written', backup: `${path}.bak` })
  t.equal(await readFile(path, 'utf8'), 'rules: []\n')
  t.equal(await readFile(`${path}.bak`, 'utf8'), text)
  t.match(await file.read(), { hash: written.kind === 'written' ? written.hash : '' })
  t.same((await readdir(folder)).sort(), ['policy.yaml', 'policy.yaml.bak'])
})

t.test('what somebody else has changed, or is changing, is left alone', async (t) => {
  const { file, path, folder } = await openFile(t)
  const hash = (await file.read())?.hash ?? ''
  await writeFile(path, '# mine\n')
  t.same(await file.write('rules: []\n', hash), { kind: 'changed' })
  t.equal(await readFile(path, 'utf8'), '# mine\n')
  const now = (await file.read())?.hash ?? ''
  const [one, other] = await Promise.all([file.write('# one\n', now), file.write('# other\n', now)])
  t.same([one.kind, other.kind].sort(), ['changed', 'written'])
  // One that died in the middle does not stand in the way for ever.
  await writeFile(`${path}.next`, 'half')
  const again = (await file.read())?.hash ?? ''
  t.same(await file.write('# three\n', again), { kind: 'changed' })
  const longAgo = new Date(Date.now() - 120_000)
  await utimes(`${path}.next`, longAgo, longAgo)
  t.match(await file.write('# three\n', again), { kind: 'written' })
  t.notOk((await readdir(folder)).includes('policy.yaml.next'))
})

t.test('a link goes on pointing to it, and one that cannot be read or written says so', async (t) => {
  const { folder, path } = await openFile(t)
  await symlink(path, join(folder, 'link.yaml'))
  const link = createPolicyFile({
    config: { policyFile: 'link.yaml' },
    env: { RELEVO_CONFIG: join(folder, 'relevo.yaml') },
  })
  t.match(await link?.write('# by the link\n', (await link.read())?.hash ?? ''), { kind: 'written' })
  t.equal(await readFile(path, 'utf8'), '# by the link\n')
  const { file: none } = await openFile(t, 'none.yaml')
  t.equal(await none.read(), null)
  t.same(await none.write('# x\n', ''), { kind: 'changed' })
  const { file: within } = await openFile(t, 'policy.yaml/within.yaml')
  t.match(await within.write('# x\n', ''), { kind: 'not-writable', code: 'ENOTDIR' })
  t.equal(createPolicyFile({ config: {}, env: {} }), null)
})

import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Test } from 'tap'
import t from 'tap'
import { loadConfig } from '../../src/config/load-config.ts'
import { openPolicy } from '../../src/policy-source.ts'
import { collectLogs } from '../bridge/start-bridge.ts'
import { run } from '../commands/run.ts'

const configuration = `
sources: { betsur: { authentication: { kind: secret, secrets: [a-long-enough-secret-0123] } } }
helpdesks: { main: { vendor: freshdesk, baseUrl: "http://127.0.0.1:9", apiKey: good-key-0123456789 } }
server: { port: 0 }
`
const rule = (name: string) => `rules: [{ name: ${name}, then: { tags: [${name}] } }]\n`

const open = async (t: Test, files: Record<string, string>) => {
  const folder = t.testdir(files)
  const env = { RELEVO_CONFIG: `${folder}/relevo.yaml`, RELEVO_DATA_DIR: `${folder}/data` }
  const loaded = loadConfig({ env })
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults))
  const { logger, lines } = collectLogs()
  const opened = await openPolicy({ config: loaded.config, env, logger })
  return {
    folder,
    env,
    opened,
    lines,
    write: (name: string, text: string) => writeFileSync(`${folder}/${name}`, text),
  }
}

const namesOf = (opened: Awaited<ReturnType<typeof open>>['opened']) =>
  opened.ok ? opened.source.current()?.rules.map(({ name }) => name) : opened.faults

t.test('rules are exchanged whole; the old ones stay when the new are faulty', async (t) => {
  const { opened, write, lines } = await open(t, {
    'relevo.yaml': `${configuration}policyFile: policy.yaml\n`,
    'policy.yaml': rule('one'),
  })
  if (!opened.ok) throw new Error('It is faulty.')
  const { source } = opened
  t.same(namesOf(opened), ['one'])
  write('policy.yaml', rule('two'))
  t.same(namesOf(opened), ['one'], 'nothing happens by itself')
  t.same(await source.reload(), { ok: true, changed: true })
  t.same(namesOf(opened), ['two'])
  t.same(await source.reload(), { ok: true, changed: false }, 'the same again')
  for (const faulty of [
    '',
    '# half sav',
    'rules: 7',
    'rules: [',
    'rules: [{ name: a, when: { source: betsurr }, then: { tags: [x] } }]',
  ]) {
    write('policy.yaml', faulty)
    t.match(await source.reload(), { ok: false, faults: [{}] }, faulty)
    t.same(namesOf(opened), ['two'])
  }
  t.match(lines.filter(({ level }) => level === 'error').at(-1), {
    line: /betsur.*the new policy is faulty; the old one stays/,
  })
  write('relevo.yaml', 'sorces: {}')
  t.match(await source.reload(), { ok: false, place: /relevo.yaml$/ }, 'the configuration is faulty')
  t.same(namesOf(opened), ['two'])
  write('relevo.yaml', `${configuration}policyFile: policy.yaml\n`)
  write('policy.yaml', 'rules: []')
  t.same(await source.reload(), { ok: true, changed: true })
  t.same(namesOf(opened), [], 'none on purpose')
  write('relevo.yaml', configuration)
  t.same(await source.reload(), { ok: true, changed: true })
  t.equal(source.current(), null, 'rules may be taken away')
})

t.test(
  'those who ask at once share one reading, which sees what was written before they asked',
  async (t) => {
    const { opened, write, lines } = await open(t, {
      'relevo.yaml': `${configuration}policyFile: policy.yaml\n`,
      'policy.yaml': rule('one'),
    })
    if (!opened.ok) throw new Error('It is faulty.')
    const { source } = opened
    const readings = () => lines.filter(({ line }) => line.includes('policy read again')).length
    write('policy.yaml', rule('two'))
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => source.reload()))
    t.ok(outcomes.every((outcome) => outcome.ok && outcome.changed))
    t.equal(readings(), 1)
    const before = source.reload()
    await Promise.resolve()
    write('policy.yaml', rule('three'))
    await Promise.all([before, source.reload()])
    t.same(namesOf(opened), ['three'])
    t.equal(readings(), 3, 'one that had begun is not shared')
  },
)

t.test('a calendar that the configuration goes by must be among the rules', async (t) => {
  const calendars =
    'calendars: { office: { timeZone: Europe/Madrid, hours: { mon-fri: ["09:00-18:00"] } } }\n'
  const faultsOf = async (handover: string, policy: string) => {
    const { opened } = await open(t, { 'relevo.yaml': `${configuration}${handover}\n${policy}` })
    return opened.ok ? [] : opened.faults
  }
  const inline = `policy: { ${calendars.trim()}, rules: [] }\n`
  t.same(await faultsOf('handover: { calendar: office }', inline), [])
  t.match(await faultsOf('handover: { calendar: ofice }', inline), [
    { path: 'handover.calendar', message: 'There is no calendar `ofice`. Did you mean `office`?' },
  ])
  t.match(await faultsOf('handover: { calendar: office }', ''), [
    { path: 'handover.calendar', message: /There is no calendar `office`/ },
  ])
  const { opened, write } = await open(t, {
    'relevo.yaml': `${configuration}handover: { calendar: office }\npolicyFile: policy.yaml\n`,
    'policy.yaml': `${calendars}rules: []\n`,
  })
  if (!opened.ok) throw new Error('It is faulty.')
  t.ok(opened.source.current()?.calendars.has('office'))
  write('policy.yaml', 'rules: []\n')
  t.match(await opened.source.reload(), { ok: false }, 'it may not be taken away either')
  t.ok(opened.source.current()?.calendars.has('office'))
})

t.test('rules of the configuration file itself are read again too', async (t) => {
  const inline = (name: string) => `${configuration}policy: { ${rule(name).trim()} }\n`
  const { opened, write } = await open(t, { 'relevo.yaml': inline('one') })
  if (!opened.ok) throw new Error('It is faulty.')
  write('relevo.yaml', inline('two'))
  t.same(await opened.source.reload(), { ok: true, changed: true })
  t.same(namesOf(opened), ['two'])
})

t.test('a set-up is checked with its rules', async (t) => {
  const { env, write } = await open(t, {
    'relevo.yaml': `${configuration}policyFile: policy.yaml\n`,
    'policy.yaml': `rules: [{ name: a, then: { tags: [x] } }, { name: b, then: { tags: [y] } }]`,
  })
  const { out } = await run(['check'], env)
  t.match(out, /warn policy: rules\[1\] \(line 1\): No hand-off gets to rule `b`/)
  t.match(out, /ok {3}policy: 2 rules, version [0-9a-f]{12}/)
  write('policy.yaml', 'rules: [{ name: a }]')
  t.match(await run(['check'], env), { code: 1, out: /FAIL policy: rules\[0\].then \(line 1\)/ })
})

t.test('SIGHUP and the API make the running service read its rules again', async (t) => {
  const { folder, env, write } = await open(t, {
    'relevo.yaml': `${configuration}api: { keys: [an-api-key-0123456789] }\npolicyFile: policy.yaml\n`,
    'policy.yaml': rule('one'),
  })
  const service = spawn(process.execPath, ['src/cli.ts', 'serve'], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.teardown(() => service.kill('SIGKILL'))
  const ended = new Promise((resolve) => service.once('exit', resolve))
  const said: string[] = []
  let wake = () => {}
  createInterface(service.stdout).on('line', (line) => {
    said.push(line)
    wake()
  })
  const hear = async (text: RegExp) => {
    while (!said.some((line) => text.test(line)))
      await new Promise<void>((resolve) => {
        wake = resolve
      })
  }
  await hear(/"delivering"/)
  write('policy.yaml', rule('two'))
  service.kill('SIGHUP')
  await hear(/policy read again/)
  write('policy.yaml', 'rules: 7')
  service.kill('SIGHUP')
  await hear(/the old one stays/)
  const url = said.flatMap((line) => /"url":"([^"]+)"/.exec(line)?.[1] ?? [])[0]
  const ask = async (method: string, path: string): Promise<unknown> => {
    const answer = await fetch(`${url}${path}`, { method, headers: { 'x-api-key': 'an-api-key-0123456789' } })
    return answer.json()
  }
  t.match(await ask('POST', '/v1/policy/reload'), {
    code: 'policy_faulty',
    detail: /policy.yaml has faults/,
    errors: [{ field: 'rules', line: 1 }],
  })
  t.match(await ask('GET', '/v1/policy'), { rules: ['two'] })
  write('policy.yaml', rule('three'))
  t.match(await ask('POST', '/v1/policy/reload'), { ok: true, changed: true, rules: ['three'] })
  service.kill('SIGTERM')
  t.equal(await ended, 0, 'it runs until it is told to stop')
  t.ok(folder)
})

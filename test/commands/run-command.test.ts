import t from 'tap'
import { run } from './run.ts'

t.test('help names every command and the exit codes', async (t) => {
  for (const asked of ['--help', '-h', 'help']) {
    const { code, out } = await run([asked])
    t.equal(code, 0)
    for (const name of ['serve', 'demo', 'check', 'handoffs', 'custody', 'erase'])
      t.match(out, new RegExp(`^  ${name} `, 'm'))
    t.match(out, /Exit codes: 0 ok, 1 failed, 2 wrong usage, 3 configuration faulty, 4 store unavailable/)
  }
})

t.test('each command has a help of its own', async (t) => {
  for (const name of ['serve', 'demo', 'check', 'handoffs', 'custody', 'erase']) {
    const { code, out } = await run([name, '--help'])
    t.equal(code, 0)
    t.match(out, new RegExp(`Usage:\\n  relevo ${name}`))
  }
})

t.test('the version is the one of the package', async (t) => {
  t.match(await run(['--version']), { code: 0, out: /^\d+\.\d+\.\d+\n$/ })
})

t.test('an unknown command or option is wrong usage, and says what there is', async (t) => {
  t.match(await run(['frobnicate']), { code: 2, err: /no command "frobnicate"[\s\S]*handoffs/ })
  t.match(await run(['custody', '--frobnicate']), {
    code: 2,
    err: /Unknown option '--frobnicate'\.\n[\s\S]*relevo custody \[--json\]/,
  })
  t.match(await run(['demo', '--port', 'x']), { code: 2, err: /--port takes a number/ })
})

t.test('serve without credentials says what to set, and that the demo needs none', async (t) => {
  const { code, err } = await run(['serve'], {})
  t.equal(code, 3)
  for (const word of ['FRESHDESK_DOMAIN', 'FRESHDESK_API_KEY', 'RELEVO_WEBHOOK_SECRET', 'npm run demo'])
    t.match(err, word)
})

t.test('serve is the command when none is named', async (t) => {
  t.match(await run([], {}), { code: 3, err: /not connected to a help desk/ })
})

t.test('a faulty file is reported with every fault, its path and its line', async (t) => {
  const folder = t.testdir({ 'relevo.yaml': 'sources:\n  betsur:\n    helpdsk: main\nlanguage: 7\n' })
  const { code, err } = await run(['serve'], { RELEVO_CONFIG: `${folder}/relevo.yaml` })
  t.equal(code, 3)
  t.match(err, /sources\.betsur\.helpdsk \(line 3\)/)
  t.match(err, /language \(line 4\)/)
})

import { execFile } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import t from 'tap'
import { createFreshdeskSandbox } from '../../src/sandbox/freshdesk/create-freshdesk-sandbox.ts'
import { serveSandbox } from '../../src/sandbox/serve-sandbox.ts'

const execute = promisify(execFile)
// tap adds its own loader to every child's NODE_OPTIONS; what an admin installs runs without it.
const run = (command: string, args: string[], options: { cwd: string; env: NodeJS.ProcessEnv }) =>
  execute('env', ['-u', 'NODE_OPTIONS', command, ...args], options)
const root = fileURLToPath(new URL('../..', import.meta.url))

t.test(
  'the packed tarball, installed in an empty folder, brings a working relevo',
  { timeout: 280_000 },
  async (t) => {
    const folder = t.testdir({ 'package.json': '{ "name": "empty", "private": true }' })
    const sandbox = createFreshdeskSandbox({ apiKeys: { 'package-key-0123456789': {} } })
    const served = await serveSandbox({ sandbox })
    t.teardown(() => served.close())
    const { env } = process

    const packed = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root, env })
    const listing: unknown = JSON.parse(packed.stdout.slice(packed.stdout.indexOf('[')))
    const [tarball] = Array.isArray(listing) ? listing : []
    t.match(tarball, { name: 'relevo', filename: /^relevo-.*\.tgz$/ })
    const files: string[] = tarball.files.map((file: { path: string }) => file.path)
    t.ok(files.includes('dist/src/cli.js') && files.includes('openapi.yaml') && files.includes('README.md'))
    t.ok(files.includes('dist/src/reference/scalar.js.gz'), 'what /docs shows the document with')
    t.ok(files.includes('dist/src/classify/language/language.model'), 'what languages are told apart by')
    t.ok(files.includes('NOTICE.md'), 'and whose text that was made from')
    for (const file of ['about.json', 'category.model', 'priority.model'])
      t.ok(files.includes(`dist/src/classify/starter/${file}`), `the model of the first day: ${file}`)
    t.notOk(
      files.some(
        (file) => file.endsWith('.test.js') || file.startsWith('test/') || file.startsWith('bench/'),
      ),
      'nothing but the product is in it',
    )

    await run(
      'npm',
      ['install', '--no-audit', '--no-fund', '--loglevel=error', join(folder, tarball.filename)],
      {
        cwd: folder,
        env,
      },
    )
    const relevo = join(folder, 'node_modules/.bin/relevo')
    const settings = {
      // The runtime that runs this test, wherever it is.
      PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
      FRESHDESK_BASE_URL: served.url,
      FRESHDESK_API_KEY: 'package-key-0123456789',
      RELEVO_WEBHOOK_SECRET: 'package-secret-0123456789',
      RELEVO_DATA_DIR: join(folder, 'data'),
    }
    const version = await run(relevo, ['--version'], { cwd: folder, env: settings })
    t.match(version.stdout, /^\d+\.\d+\.\d+\n$/)
    const shown = await run(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `import { loadBrowserFile } from './node_modules/relevo/dist/src/reference/browser-file.js'
         console.log((await loadBrowserFile()).gzipped.length)`,
      ],
      { cwd: folder, env: settings },
    )
    t.ok(Number(shown.stdout) > 1_000_000, `/docs has its script: ${shown.stdout.trim()} bytes`)
    const assets = await run(
      process.execPath,
      [
        '--input-type=module',
        '--eval',
        `import { createAssets } from './node_modules/relevo/dist/src/desk/page/assets.js'
         const { find } = createAssets()
         for (const name of ['desk.css', 'desk.js', 'drafts.js', 'htmx.js', 'htmx-sse.js', 'uplot.js'])
           console.log((await find(name)).body.length > 500)`,
      ],
      { cwd: folder, env: settings },
    )
    t.equal(assets.stdout, 'true\n'.repeat(6), 'the desk has what its pages load')
    const checked = await run(relevo, ['check', '--send-test'], { cwd: folder, env: settings })
    t.match(checked.stdout, /test hand-off: ticket #1 was made and removed again/)
    t.match(checked.stdout, /playbooks: 20 can be used/)
    t.equal(checked.stderr, '', 'no noise')
  },
)

import { spawnSync } from 'node:child_process'
import t from 'tap'
import { statusTitle } from '../../src/ops/status-title.ts'

t.test('says what a status is called', async (t) => {
  t.equal(statusTitle(404), 'Not Found')
  t.equal(statusTitle(799), 'Error')
})

t.test("what the service imports before it listens does not load Node's own fetch", async (t) => {
  const script = `
    await import('./src/commands/serve.ts')
    console.log(process.moduleLoadList.filter((name) => name.includes('undici')).join() || 'none')`
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
  t.equal(run.stdout.trim(), 'none', run.stderr)
})

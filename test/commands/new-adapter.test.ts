import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import { namesOf } from '../../src/commands/new-adapter/adapter-names.ts'
import { runCompiler } from '../run-compiler.ts'

const run = promisify(execFile)
const cli = resolve('src/cli.ts')

type Ended = { code: number; stdout: string; stderr: string }
const relevo = (cwd: string, ...args: string[]): Promise<Ended> =>
  run(process.execPath, [cli, 'new-adapter', ...args], { cwd }).then(
    (out) => ({ code: 0, ...out }),
    (error: Ended) => error,
  )

/** As much of a checkout as an adapter needs. */
const copyCheckout = (folder: string) => {
  for (const path of ['package.json', 'tsconfig.json', 'schemas', 'src/helpdesk', 'src/ops', 'test/contract'])
    cpSync(path, join(folder, path), {
      recursive: true,
      filter: (each) => !/test\/contract\/(freshdesk|zendesk|files)/.test(each),
    })
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
}

t.test('makes a skeleton that compiles, and a contract that says what to write', async (t) => {
  const folder = t.testdir()
  copyCheckout(folder)
  const made = await relevo(folder, 'acme-desk')
  t.match(made, { code: 0, stdout: /made src\/helpdesk\/acme-desk\/create-acme-desk-helpdesk\.ts/ })
  t.match(made.stdout, /registry\.ts/)
  const roots = ['src/helpdesk/acme-desk/create-acme-desk-helpdesk.ts', 'test/contract/acme-desk.test.ts']
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: resolve('tsconfig.json'),
      files: roots,
      include: [],
      compilerOptions: { types: ['node'] },
    }),
  )
  const [compiled, contract] = await Promise.all([
    runCompiler(['--noEmit'], folder),
    run(process.execPath, ['test/contract/acme-desk.test.ts'], { cwd: folder, maxBuffer: 2 ** 26 }).catch(
      (error: { stdout: string }) => error,
    ),
  ])
  t.equal(compiled, '')
  for (const part of ['finds tickets', 'reads what was said', 'replies and notes', 'changes tickets'])
    t.match(contract.stdout, `# Subtest: acme-desk: ${part}`)
  t.match(contract.stdout, 'Write seed.ticket in test/contract/acme-desk-harness.ts.')
  const faults = [...contract.stdout.matchAll(/not ok \d+ - (.*Error.*)$/gm)].map(([, text]) => text)
  t.same(faults, [], 'no other error')

  const again = await relevo(folder, 'acme-desk')
  t.match(again, { code: 1, stderr: /acme-desk is there already/ })
  t.match(await relevo(folder, 'files'), { code: 1, stderr: /files is there already/ })
})

t.test('refuses where it is no checkout, and names that are none', async (t) => {
  const folder = t.testdir()
  mkdirSync(join(folder, 'src'))
  t.match(await relevo(folder, 'acme'), { code: 1, stderr: /no checkout of Relevo/ })
  t.match(await relevo(folder, '../acme'), { code: 2, stderr: /lower-case letters/ })
  t.match(await relevo(folder), { code: 2, stderr: /name of the vendor is missing/i })
  t.same(readdirSync(folder), ['src'])
  t.notOk(existsSync(join(folder, 'src/helpdesk')))
  for (const name of ['Acme', 'a/b', '..', '1desk', 'a--b', '-a', 'a-', 'budget', 'a'.repeat(41), 'a b', 'é'])
    t.equal(namesOf(name), null, name)
  t.match(namesOf('acme-2'), { pascal: 'Acme2', camel: 'acme2', folder: 'src/helpdesk/acme-2' })
})

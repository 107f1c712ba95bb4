// npm run test:onnx: proves the encoder of ONNX files with the real onnxruntime-node. That weighs 290 MB for all systems together, so
// it is no dependency: it is put into a temporary folder for as long as this takes.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import about from '../package.json' with { type: 'json' }

const root = fileURLToPath(new URL('..', import.meta.url))
const range = about.peerDependencies['onnxruntime-node']
const folder = mkdtempSync(join(tmpdir(), 'relevo-onnx-'))
try {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  // Its script would fetch libraries for graphics cards from elsewhere.
  const options = ['--ignore-scripts', '--no-audit', '--no-fund']
  const since = performance.now()
  execFileSync('npm', ['install', ...options, `onnxruntime-node@${range}`], { cwd: folder, stdio: 'inherit' })
  console.log(`Installed within ${Math.round((performance.now() - since) / 1000)} s.`)
  const { status } = spawnSync(process.execPath, ['test/classify/encoders/onnx/onnx-runtime.test.ts'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, RELEVO_ONNXRUNTIME: join(folder, 'node_modules') },
  })
  process.exitCode = status ?? 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

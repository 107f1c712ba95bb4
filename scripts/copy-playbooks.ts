// Puts the playbooks that ship beside the compiled code that reads them: a compiler copies nothing but code.
import { copyFile, glob, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)

for await (const path of glob('src/assist/playbooks/**/*.md', { cwd: fileURLToPath(root) })) {
  const to = new URL(`dist/${path}`, root)
  await mkdir(dirname(fileURLToPath(to)), { recursive: true })
  await copyFile(new URL(path, root), to)
}

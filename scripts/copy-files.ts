// Puts what ships beside the compiled code that reads it: models, playbooks, what the desk's pages load. A compiler copies nothing but code.
import { copyFile, glob, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)

const files = [
  'src/classify/**/*.model',
  'src/classify/starter/about.json',
  'src/assist/playbooks/**/*.md',
  'src/desk/assets/*.{css,js}',
]

for await (const path of glob(files, { cwd: fileURLToPath(root) })) {
  const to = new URL(`dist/${path}`, root)
  await mkdir(dirname(fileURLToPath(to)), { recursive: true })
  await copyFile(new URL(path, root), to)
}

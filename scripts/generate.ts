// Writes openapi.yaml, schemas/json and docs/configuration.md from the code; with --check it only compares.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { stringify } from 'yaml'
import { configurationTree } from '../src/config/configuration-tree.ts'
import { environmentVariables } from '../src/config/environment.ts'
import { buildDocumentedApp } from './documented-app.ts'
import { renderJsonSchemas } from './json-schemas.ts'
import { renderConfiguration } from './render-configuration.ts'

const root = new URL('../', import.meta.url)
const at = (path: string) => new URL(path, root)

const packageVersion = async (): Promise<string> => {
  const manifest: unknown = JSON.parse(await readFile(at('package.json'), 'utf8'))
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest))
    throw new Error('package.json names no version.')
  return String(manifest.version)
}

const renderOpenApi = async (): Promise<string> => {
  const app = await buildDocumentedApp(await packageVersion())
  const document = stringify(app.swagger(), { lineWidth: 110, aliasDuplicateObjects: false })
  await app.close()
  return `# Made by \`npm run generated\` from the routes and schemas; edit those.\n${document}`
}

const renderAll = async (): Promise<Map<string, string>> =>
  new Map([
    ['openapi.yaml', await renderOpenApi()],
    ['docs/configuration.md', renderConfiguration(configurationTree(), environmentVariables)],
    ...renderJsonSchemas(),
  ])

const onDisk = (path: string): Promise<string | null> => readFile(at(path), 'utf8').catch(() => null)

const leftovers = async (wanted: ReadonlyMap<string, string>): Promise<string[]> => {
  const names = await readdir(at('schemas/json/')).catch(() => [])
  return names.map((name) => `schemas/json/${name}`).filter((path) => !wanted.has(path))
}

const files = await renderAll()
const stale: string[] = []
for (const [path, text] of files) if ((await onDisk(path)) !== text) stale.push(path)
const extra = await leftovers(files)

if (process.argv.includes('--check')) {
  for (const path of stale) console.error(`${path} is stale`)
  for (const path of extra) console.error(`${path} is made by nothing any more`)
  if (stale.length + extra.length > 0) {
    console.error('Run: npm run generated')
    process.exitCode = 1
  }
} else {
  for (const path of stale) {
    await mkdir(dirname(at(path).pathname), { recursive: true })
    await writeFile(at(path), files.get(path) ?? '')
    console.log(`wrote ${path}`)
  }
  for (const path of extra) {
    await rm(at(path))
    console.log(`removed ${path}`)
  }
}

import t from 'tap'
import { findCircles, importsOf, readSource, readSources, type SourceFile } from './import-graph.ts'

/**
 * The rooms of the house, from the ground up. A file imports from its own room and from rooms on floors below; rooms on the
 * same floor do not know each other, except on the two floors where everything is put together.
 */
const floors: readonly (readonly string[])[] = [
  ['schemas'],
  ['config', 'ops'],
  ['database'],
  ['ledger', 'helpdesk', 'classify', 'policy', 'replicas', 'access', 'switches'],
  ['tickets', 'training', 'review', 'inbox'],
  ['intake', 'bridge', 'triage', 'outbox', 'assist'],
  ['erasure'],
  ['api'],
  ['desk'],
  // Files that lie in src itself (app, worker, dependencies, …) are the composition.
  ['composition', 'demo', 'check', 'move', 'reference', 'sandbox'],
  ['commands', 'cli'],
]
const togetherFrom = 9
const largest = 400

const roomOf = (path: string): string => {
  if (path.startsWith('schemas/')) return 'schemas'
  if (path === 'src/cli.ts') return 'cli'
  if (/^src\/[^/]+\.ts$/.test(path)) return 'composition'
  return /^src\/([^/]+)\//.exec(path)?.[1] ?? path
}

const floorOf = (room: string): number => floors.findIndex((rooms) => rooms.includes(room))

const mayImport = (from: string, to: string): boolean => {
  if (from === to) return true
  // A fake must not share an adapter's mistake.
  if (from === 'sandbox') return to === 'schemas'
  const [floor, floorBelow] = [floorOf(from), floorOf(to)]
  return floorBelow < floor || (floorBelow === floor && floor >= togetherFrom)
}

const files = readSources('src', 'schemas')
const edges = files.flatMap((file) => file.imports.map((to) => ({ from: file.path, to })))
const show = ({ from, to }: { from: string; to: string }) => `${from} imports ${to}`

t.test('every file is in a room', async (t) => {
  t.ok(files.length > 20, 'there is a house')
  const homeless = files.map(({ path }) => path).filter((path) => floorOf(roomOf(path)) === -1)
  t.same(homeless, [], `rooms: ${floors.flat().join(', ')}`)
})

t.test('imports go down or stay in the room', async (t) => {
  t.same(edges.filter(({ from, to }) => !mayImport(roomOf(from), roomOf(to))).map(show), [])
})

t.test('nothing in src or schemas imports tests, benches or scripts', async (t) => {
  t.same(edges.filter(({ to }) => !/^(src|schemas)\//.test(to)).map(show), [])
})

t.test('every import leads to a file', async (t) => {
  const paths = new Set(files.map(({ path }) => path))
  t.same(edges.filter(({ to }) => /^(src|schemas)\//.test(to) && !paths.has(to)).map(show), [])
})

t.test('there is no circle of imports, types included', async (t) => {
  t.same(findCircles(files), [])
})

t.test("a vendor's folder is imported by one file of the help desk's room, the registry", async (t) => {
  const vendors = files.flatMap(({ path }) => {
    const [, folder, vendor] = /^src\/helpdesk\/([^/]+)\/create-(.+)-helpdesk\.ts$/.exec(path) ?? []
    return folder !== undefined && folder === vendor ? [folder] : []
  })
  t.ok(vendors.length >= 3, vendors.join(', '))
  const vendorOf = (path: string) => vendors.find((vendor) => path.startsWith(`src/helpdesk/${vendor}/`))
  const outside = edges.filter(
    ({ from, to }) => vendorOf(to) !== undefined && vendorOf(to) !== vendorOf(from),
  )
  const importers = [...new Set(outside.map(({ from }) => from))]
  t.same(
    importers.filter((path) => !/^src\/helpdesk\/[^/]+\.ts$/.test(path)),
    [],
    'nobody outside the room',
  )
  t.ok(importers.length <= 1, `one registry: ${importers.join(', ')}`)
})

t.test("the sandbox does not share the adapter's wire schemas", async (t) => {
  const shared = edges.filter(
    ({ from, to }) => roomOf(from) === 'sandbox' && /^schemas\/(freshdesk|zendesk)/.test(to),
  )
  t.same(shared.map(show), [])
})

t.test('only the sandbox and the demo know the fake', async (t) => {
  const users = edges.filter(({ from, to }) => roomOf(to) === 'sandbox' && roomOf(from) !== 'sandbox')
  t.same(users.filter(({ from }) => !['demo', 'commands'].includes(roomOf(from))).map(show), [])
})

t.test('files are named in kebab-case, and no folder is a drawer for everything', async (t) => {
  const odd = files.map(({ path }) => path).filter((path) => !/^[a-z0-9-]+(\/[a-z0-9-]+)*\.ts$/.test(path))
  t.same(odd, [])
  const drawers = files
    .map(({ path }) => path)
    .filter((path) => /\/(utils?|helpers?|common|shared|misc)\//.test(path))
  t.same(drawers, [])
})

t.test('there is no barrel', async (t) => {
  const isBarrel = ({ path, text }: SourceFile) => {
    const statements = text
      .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
      .replace(/^export\s[^'"`;]*?from\s*['"][^'"]+['"];?$/gm, '')
    return /\/index\.ts$/.test(path) || statements.trim() === '' || /^export \*/m.test(text)
  }
  t.same(
    files.filter(isBarrel).map(({ path }) => path),
    [],
  )
})

t.test(`no file is longer than ${largest} lines`, async (t) => {
  const long = files
    .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
    .filter(({ lines }) => lines > largest)
  t.same(long, [])
})

t.test('the scanner sees every form of import', async (t) => {
  const text = `
import one from './one.ts'
import {
  type Two,
} from "./two.ts"
import './three.ts'
export { four } from './four.ts'
// import no from './no.ts'
/* import no from './no.ts' */
export type Five = import('./five.ts').Five
const six = await import('./six.ts')
const text = 'seven'
import type { Eight } from 'eight'
`
  t.same(importsOf(text).sort(), [
    './five.ts',
    './four.ts',
    './one.ts',
    './six.ts',
    './three.ts',
    './two.ts',
    'eight',
  ])
})

t.test('the scanner finds circles', async (t) => {
  const file = (path: string, ...to: string[]) =>
    readSource(path, to.map((each) => `import type { A } from './${each}'\n`).join(''))
  t.same(findCircles([file('a.ts', 'b.ts'), file('b.ts', 'c.ts'), file('c.ts', 'd.ts'), file('d.ts')]), [])
  t.same(
    findCircles([
      file('a.ts', 'b.ts'),
      file('b.ts', 'c.ts', 'd.ts'),
      file('c.ts', 'b.ts'),
      file('d.ts', 'd.ts'),
    ]),
    [['d.ts'], ['b.ts', 'c.ts']],
  )
})

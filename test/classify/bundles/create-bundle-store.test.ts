import { createHash } from 'node:crypto'
import {
  appendFile,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { Bundle } from '../../../src/classify/bundles/bundle.ts'
import { createBundleStore } from '../../../src/classify/bundles/create-bundle-store.ts'
import { writeBundle } from '../../../src/classify/bundles/write-bundle.ts'
import { buildNeighbours } from '../../../src/classify/model/neighbours/build-neighbours.ts'
import { encodeNeighbours } from '../../../src/classify/model/neighbours/neighbours-file.ts'
import { createManualClock } from '../../manual-clock.ts'
import { newBundle, starterOf, trainSmall } from './small-bundle.ts'

const parts = await trainSmall()
const shipped = starterOf(parts)
const when = Date.parse('2026-11-21T10:15:00Z')

const openFolder = (t: Test, { starter = async (): Promise<Bundle | null> => shipped } = {}) => {
  const folder = join(t.testdir(), 'models')
  const clock = createManualClock(when)
  const refused: string[] = []
  /** Another process on the same folder. */
  const open = () => createBundleStore({ folder, starter, onRefused: (why) => refused.push(why), clock })
  const store = open()
  const add = async () => {
    const staged = await store.staging()
    await writeBundle(staged, newBundle(parts))
    return store.add(staged)
  }
  return { folder, clock, refused, open, store, add }
}

/** What a service would use, once it has had time to look. */
const settles = async (
  store: ReturnType<typeof createBundleStore>,
  name: string | null,
): Promise<boolean> => {
  for (let tries = 0; tries < 500; tries += 1) {
    if (((await store.current())?.name ?? null) === name) return true
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  return false
}

const becomes = async (isSo: () => boolean): Promise<boolean> => {
  for (let tries = 0; tries < 500 && !isSo(); tries += 1)
    await new Promise((resolve) => setTimeout(resolve, 5))
  return isSo()
}

t.test('before the first training there is what ships, and no folder', async (t) => {
  const { store, folder } = openFolder(t)
  t.equal(await store.current(), shipped)
  t.match(await store.list(), [{ name: 'starter', inUse: true, fault: null, about: { licence: 'MIT' } }])
  t.equal(await store.open('starter'), shipped)
  t.equal(await store.rollback(), null)
  t.equal(await store.readReport('starter'), null)
  t.equal(await store.pageOf('current'), null)
  t.same(await store.prune(0), [])
  await t.rejects(stat(folder), { code: 'ENOENT' })
})

t.test('where nothing ships there is nothing, until something is trained', async (t) => {
  const { store, add } = openFolder(t, { starter: async () => null })
  t.equal(await store.current(), null)
  t.same(await store.list(), [])
  await t.rejects(store.open('current'), { name: 'ModelRefused', message: /no model in use.*relevo train/ })
  await t.rejects(store.open('starter'), { name: 'ModelRefused', message: /no model that ships/ })
  await store.promote(await add(), 'first')
  t.equal(await store.rollback(), null, 'there was none before')
  t.equal((await store.current())?.name, '20261121-101500')
})

t.test('what a training made is put in its place, whole, and can be used', async (t) => {
  const { store, folder, add, clock } = openFolder(t)
  const name = await add()
  t.equal(name, '20261121-101500')
  t.equal(await add(), '20261121-101500-2', 'two in one second have a name each')
  clock.jump(1000)
  t.equal(await add(), '20261121-101501')
  t.same(
    (await store.list()).map((bundle) => bundle.name),
    ['20261121-101501', '20261121-101500-2', '20261121-101500', 'starter'],
    'newest first',
  )
  const [first] = await store.list()
  t.match(first, {
    inUse: false,
    fault: null,
    about: { from: 'tickets.csv', targets: [{ target: 'category' }] },
  })
  t.ok((first?.bytes ?? 0) > 1000)
  const own = createHash('sha256')
    .update(await readFile(join(folder, name, 'category.model')))
    .digest('hex')
  const said = createHash('sha256').update(`${own}  category.model\n`).digest('hex')
  t.equal(await store.hashOf(name), said, 'as sha256sum says it')
  t.equal((await store.list()).find((bundle) => bundle.name === name)?.sha256, said)
  t.equal(await store.hashOf('starter'), null)
  await t.rejects(store.hashOf('../..'), { name: 'ModelRefused' })

  const bundle = await store.open(name)
  t.equal(bundle.models.get('category')?.predict('no puedo entrar con mi contraseña')?.label, 'access')
  t.same(await store.readReport(name), { version: 1, name: 'small' })
  t.match(await readFile((await store.pageOf(name)) ?? '', 'utf8'), /^<!doctype html>/)
  t.same(
    (await readdir(folder)).filter((file) => file.startsWith('unfinished-')),
    [],
  )
})

t.test('tickets that are like a text are found in it, where it keeps any', async (t) => {
  const { store, folder } = openFolder(t)
  const text = 'La factura de mayo tiene un cobro que no reconozco'
  const neighbours = buildNeighbours([{ name: 'freshdesk:4711', label: 'billing', text }])
  const staged = await store.staging()
  await writeBundle(staged, newBundle(parts, { neighbours: encodeNeighbours(neighbours) }))
  const name = await store.add(staged)
  const found = (await store.open(name)).neighbours?.find(text, 3)
  t.match(found, [{ name: 'freshdesk:4711', label: 'billing' }])
  await truncate(join(folder, name, 'neighbours.bin'), 60)
  await t.rejects(store.open(name), { name: 'ModelRefused', message: /neighbours\.bin/ })
})

t.test('nobody else on the machine can read it', async (t) => {
  const { store, folder, add } = openFolder(t)
  const name = await add()
  await store.promote(name, 'x')
  const modeOf = async (...path: string[]) => (await stat(join(folder, ...path))).mode & 0o777
  t.equal(await modeOf(), 0o700)
  t.equal(await modeOf(name), 0o700)
  for (const file of await readdir(join(folder, name))) t.equal(await modeOf(name, file), 0o600, file)
  t.equal(await modeOf('current.json'), 0o600)
})

t.test('what a newer version wrote says so', async (t) => {
  const { store, folder, add } = openFolder(t)
  const name = await add()
  const path = join(folder, name, 'about.json')
  await writeFile(path, (await readFile(path, 'utf8')).replace('"format": 1', '"format": 2'))
  await t.rejects(store.open(name), { name: 'ModelRefused', message: /newer version of Relevo/ })
})

t.test('many who add at once, in one second, have a name each', async (t) => {
  const { store, open, refused } = openFolder(t)
  const add = async (own: typeof store) => {
    const staged = await own.staging()
    await writeBundle(staged, newBundle(parts))
    return own.add(staged)
  }
  const names = await Promise.all([store, store, open(), open(), open()].map(add))
  t.equal(new Set(names).size, 5)
  t.equal((await store.list()).length, 6)
  t.same(refused, [])
})

t.test('what is not whole is not added', async (t) => {
  const { store, folder } = openFolder(t)
  const staged = await store.staging()
  await writeBundle(staged, newBundle(parts))
  await truncate(join(staged, 'category.model'), 500)
  await t.rejects(store.add(staged), { name: 'ModelRefused', message: /category\.model/ })
  await t.rejects(store.add(folder), RangeError)
  await mkdir(join(folder, 'elsewhere'))
  await t.rejects(store.add(join(folder, 'elsewhere')), RangeError)
  t.match(await store.list(), [{ name: 'starter' }])
  const models = new Map()
  await t.rejects(writeBundle(await store.staging(), newBundle(parts, { models })), RangeError)
})

t.test('what a killed training left goes when the next one begins, days later', async (t) => {
  const { store, folder } = openFolder(t)
  const left = await store.staging()
  const recent = await store.staging()
  await utimes(left, when / 1000 - 3 * 86_400, when / 1000 - 3 * 86_400)
  await store.staging()
  const names = await readdir(folder)
  t.notOk(names.includes(left.slice(folder.length + 1)))
  t.ok(names.includes(recent.slice(folder.length + 1)))
})

t.test('promotion and rollback reach a running service, and go back step by step', async (t) => {
  const { store, open, clock, add } = openFolder(t)
  const service = open()
  t.equal((await service.current())?.name, 'starter')
  const [one, two] = [await add(), await add()]
  t.equal((await service.current())?.name, 'starter', 'adding promotes nothing')

  await store.promote(one, 'it is better')
  t.equal((await store.current())?.name, one, 'at once in this process')
  t.equal((await service.current())?.name, 'starter', 'no look within a second')
  clock.jump(1000)
  t.ok(await settles(service, one))
  await store.promote(two, 'better still')
  await store.promote(two, 'a repeat changes nothing')
  clock.jump(1000)
  t.ok(await settles(service, two))
  t.equal((await store.list()).find(({ inUse }) => inUse)?.name, two)

  t.equal(await store.rollback(), one)
  clock.jump(1000)
  t.ok(await settles(service, one))
  t.equal(await store.rollback(), 'starter')
  t.equal(await store.rollback(), null)
  await store.promote('starter', 'explicitly')
  t.equal((await store.current())?.name, 'starter')
})

t.test('the loaded bundle serves as it is, without the folder being read again', async (t) => {
  const { store, clock, folder, add } = openFolder(t)
  const name = await add()
  await store.promote(name, 'x')
  const bundle = await store.current()
  await rm(join(folder, name, 'category.model'))
  clock.jump(5000)
  await store.current()
  t.equal(await store.current(), bundle)
})

t.test('a damaged one is told once, and the one before serves', async (t) => {
  const { store, open, refused, folder, clock, add } = openFolder(t)
  const [one, two] = [await add(), await add()]
  await store.promote(one, 'x')
  const service = open()
  t.equal((await service.current())?.name, one)
  await store.promote(two, 'y')
  await truncate(join(folder, two, 'category.model'), 100)
  clock.jump(1000)
  for (let looks = 0; looks < 5; looks += 1) {
    t.equal((await service.current())?.name, one)
    clock.jump(61_000)
    // Waits for the look.
    await service.list()
  }
  t.match(refused, [/20261121-101500-2 cannot be used.*category\.model.*relevo train/])
  t.equal(refused.length, 1)

  const started = open()
  t.equal((await started.current())?.name, one, 'also for a service that starts now')
  t.match(await started.list(), [
    { name: two, inUse: false, about: null, fault: /cannot be used/ },
    { name: one, inUse: true },
    {},
  ])
  await t.rejects(started.promote(two, 'z'), { name: 'ModelRefused' })
  await t.rejects(started.open(two), { name: 'ModelRefused' })
  t.equal(await started.rollback(), one, 'back from what is damaged')
})

t.test('what was away is used again when it is there again', async (t) => {
  const { store, open, folder, clock, add } = openFolder(t)
  const name = await add()
  await store.promote(name, 'x')
  const about = await readFile(join(folder, name, 'about.json'))
  await rm(join(folder, name, 'about.json'))
  const service = open()
  t.equal((await service.current())?.name, 'starter')
  await writeFile(join(folder, name, 'about.json'), about)
  clock.jump(61_000)
  t.ok(await settles(service, name))
})

t.test('a folder that is gone takes nothing away from what serves', async (t) => {
  const { store, folder, add, clock, open, refused } = openFolder(t)
  const name = await add()
  await store.promote(name, 'first')
  await rename(folder, `${folder}-away`)
  clock.jump(2000)
  await store.current()
  t.ok(await becomes(() => refused.length > 0))
  t.equal((await store.current())?.name, name)
  t.match(refused, [/has no model any more; 20261121-101500 serves until the service ends/])
  t.equal((await open().current())?.name, 'starter', 'whoever begins now knows of none')
  await rename(`${folder}-away`, folder)
  await store.promote(await add(), 'newer')
  t.equal((await store.current())?.name, '20261121-101502')
})

t.test('a damaged pointer is told, and its copy still knows what was promoted', async (t) => {
  const { store, open, refused, folder, add } = openFolder(t)
  const name = await add()
  await store.promote(name, 'x')
  await writeFile(join(folder, 'current.json'), '{"name":"../../etc"')
  t.equal((await open().current())?.name, name)
  t.match(refused, [/current\.json is damaged; its copy names 20261121-101500.*relevo models promote/])
  await writeFile(join(folder, 'current.copy.json'), '')
  const service = open()
  t.equal((await service.current())?.name, 'starter')
  t.match(refused[1], /what ships is used/)
  await service.promote(name, 'mended')
  t.match(JSON.parse(await readFile(join(folder, 'current.json'), 'utf8')), {
    name,
    history: [{ why: 'mended' }],
  })
  await rm(join(folder, 'current.json'))
  t.equal((await open().current())?.name, name)
  t.match(refused[2], /is gone/)
  await open().promote(name, 'again')
  t.match(JSON.parse(await readFile(join(folder, 'current.json'), 'utf8')), { name }, 'written anew')
})

t.test('a pointer that is far too large is damaged, and is not read', async (t) => {
  const { store, folder, add, open, refused } = openFolder(t)
  const name = await add()
  await store.promote(name, 'first')
  await rm(join(folder, 'current.copy.json'))
  // Sound but for its size.
  await appendFile(join(folder, 'current.json'), ' '.repeat(1_000_000))
  t.equal((await open().current())?.name, 'starter')
  t.match(refused, [/current\.json is damaged; what ships is used/])
})

t.test('what ships cannot be opened: told, and nothing fails', async (t) => {
  const { store, refused } = openFolder(t, {
    starter: async () => {
      throw new Error('The starter model is damaged.')
    },
  })
  t.equal(await store.current(), null)
  t.same(refused, ['The starter model is damaged.'])
  t.match(await store.list(), [{ name: 'starter', fault: 'The starter model is damaged.' }])
})

t.test('names that a person typed lead nowhere', async (t) => {
  const { store, folder } = openFolder(t)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, '..', 'about.json'), '{}')
  for (const name of ['..', '../models', '', '20261121-101500', 'a\u001b[2Jb', 'current.json']) {
    await t.rejects(store.open(name), {
      name: 'ModelRefused',
      message: /^There is no model "[\w.?-]*"\. relevo models list/,
    })
    await t.rejects(store.readReport(name), { name: 'ModelRefused' })
    await t.rejects(store.promote(name, 'x'), { name: 'ModelRefused' })
  }
})

t.test('old ones go when new ones come', async (t) => {
  const { store, clock, add } = openFolder(t)
  const first = await add()
  await store.promote(first, 'x')
  for (let count = 0; count < 13; count += 1) {
    clock.jump(1000)
    await add()
  }
  const names = (await store.list()).map(({ name }) => name)
  t.equal(names.length, 12, 'ten, the one in use, what ships')
  t.ok(names.includes(first))
  t.same((await store.prune(2)).length, 8)
})

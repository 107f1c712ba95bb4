import { appendFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { Target } from '../../../src/classify/bundles/bundle.ts'
import { createBundleStore } from '../../../src/classify/bundles/create-bundle-store.ts'
import {
  decodeHeldOut,
  encodeHeldOut,
  type HeldOut,
  type HeldOutRow,
} from '../../../src/classify/bundles/held-out.ts'
import { writeBundle } from '../../../src/classify/bundles/write-bundle.ts'
import { newBundle, starterOf, trainSmall } from './small-bundle.ts'

const at = Date.parse('2026-11-20T10:15:00Z')
const row = (change: Partial<HeldOutRow> = {}): HeldOutRow => ({
  label: 'billing',
  predicted: 'billing',
  confidence: 0.9123,
  inScope: true,
  at,
  ...change,
})

const sample: HeldOut = new Map<Target, HeldOutRow[]>([
  [
    'category',
    [
      row({ label: null, predicted: null, confidence: 0, at: null }),
      row(),
      row({ label: 'access', confidence: 0, inScope: false, at: at + 60_000 }),
      row({ predicted: 'access', confidence: 1, inScope: false, at: at + 120_000 }),
    ],
  ],
  ['type', []],
])

t.test('what was said of held-out texts is the same after it was kept', async (t) => {
  t.same(decodeHeldOut(encodeHeldOut(sample)), sample)
  t.same(decodeHeldOut(encodeHeldOut(new Map())), new Map())
})

t.test('a confidence is kept to four digits, a time to the minute, and the newest of too many', async (t) => {
  const rows = Array.from({ length: 50_010 }, (_, place) =>
    row({ at: at - 60_000 * place, confidence: 0.12345678 }),
  )
  const kept = decodeHeldOut(
    encodeHeldOut(new Map([['category', [row({ at: at + 59_999 }), ...rows]]])),
  )?.get('category')
  t.equal(kept?.length, 50_000)
  t.match(kept?.at(-1), { at })
  t.match(kept?.[0], { confidence: 0.1235, at: at - 60_000 * 49_998 })
})

t.test('anything else is none', async (t) => {
  const text = encodeHeldOut(sample)
  for (const damaged of [
    '',
    text.slice(0, -20),
    '[]',
    text.replace('"format":1', '"format":2'),
    text.replace('"labels":["billing","access"]', '"labels":["billing"]'),
    text.replace('"confidence":[0,', '"confidence":['),
    text.replace('"confidence":[0,', '"confidence":[10001,'),
    text.replace('"category"', '"mood"'),
  ]) {
    t.not(damaged, text, 'it is damaged')
    t.equal(decodeHeldOut(damaged), null, damaged.slice(0, 90))
  }
})

const openStore = async (t: Test) => {
  const folder = join(t.testdir(), 'models')
  const parts = await trainSmall()
  const refused: string[] = []
  const store = createBundleStore({
    folder,
    starter: async () => starterOf(parts),
    onRefused: (why) => refused.push(why),
  })
  const add = async (heldOut?: HeldOut) => {
    const staged = await store.staging()
    await writeBundle(staged, newBundle(parts, heldOut === undefined ? {} : { heldOut }))
    return store.add(staged)
  }
  return { folder, store, refused, add }
}

t.test('a bundle keeps it; what ships and what is older has none', async (t) => {
  const { folder, store, refused, add } = await openStore(t)
  const [name, older] = [await add(sample), await add()]
  t.same(await store.readHeldOut(name), sample)
  t.equal(await store.readHeldOut(older), null)
  t.equal(await store.readHeldOut('starter'), null)
  t.equal(await store.readHeldOut('current'), null, 'what ships is in use')
  await store.promote(name, 'test')
  t.same(await store.readHeldOut('current'), sample)
  for (const none of ['20200101-000000', '../../etc', '']) t.equal(await store.readHeldOut(none), null, none)
  t.same(refused, [])
  t.notMatch(await readFile(join(folder, name, 'held-out.json'), 'utf8'), /factura|contraseña/)
})

t.test('one that is damaged is told once, and the model serves all the same', async (t) => {
  const { folder, store, refused, add } = await openStore(t)
  const name = await add(sample)
  const file = join(folder, name, 'held-out.json')
  await appendFile(file, 'x')
  t.equal(await store.readHeldOut(name), null)
  t.equal(await store.readHeldOut(name), null)
  t.match(refused, [/held-out\.json is damaged/])
  t.equal(refused.length, 1)
  t.equal((await store.open(name)).name, name)
  await writeFile(file, encodeHeldOut(sample))
  t.same(await store.readHeldOut(name), sample, 'a backup was put back')
  await rm(file)
  t.equal(await store.readHeldOut(name), null)
  t.equal(refused.length, 1)
})

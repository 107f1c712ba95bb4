import { hash } from 'node:crypto'
import t from 'tap'
import { ModelRefused } from '../../../../src/classify/model/model-file.ts'
import { buildNeighbours } from '../../../../src/classify/model/neighbours/build-neighbours.ts'
import { createNeighbours } from '../../../../src/classify/model/neighbours/create-neighbours.ts'
import {
  decodeNeighbours,
  encodeNeighbours,
} from '../../../../src/classify/model/neighbours/neighbours-file.ts'
import { openSealedFile, sealFile } from '../../../../src/classify/model/sealed-file.ts'

const text = 'Cristina escribe que su pedido llegó tarde'
const parts = buildNeighbours([
  { name: 'desk:1', label: 'orders', text },
  { name: 'desk:2', label: null, text: 'La impresora no imprime en color' },
])
const bytes = encodeNeighbours(parts)

t.test('a collection comes back from its file as it was', async (t) => {
  const back = decodeNeighbours(bytes)
  t.same(back, parts)
  t.same(createNeighbours(back).find(text, 2), createNeighbours(parts).find(text, 2))
  t.same(decodeNeighbours(encodeNeighbours(buildNeighbours([]))).names, [])
})

t.test('no word of a text is in it', async (t) => {
  const content = Buffer.from(bytes).toString('latin1').toLowerCase()
  for (const word of ['cristina', 'pedido', 'impresora']) t.notOk(content.includes(word), word)
})

t.test('it is small', async (t) => {
  // What 20,000 texts of 24 features and a name each would take.
  const perText = (encodeNeighbours(parts).length - 2 ** 18) / 2
  t.ok(2 ** 18 + 20_000 * 24 * 5 + 20_000 * 40 < 4_000_000 && perText < 400, `${perText} bytes`)
})

t.test('strangers, other versions, cut and changed files are refused', async (t) => {
  const refuses = (given: Uint8Array, message: RegExp) =>
    t.throws(() => decodeNeighbours(given), { name: 'ModelRefused', message })
  refuses(Buffer.from('no such file'), /too short/)
  refuses(Buffer.alloc(200, 'x'), /something else/)
  const other = Buffer.from(bytes)
  other.write('9', 7, 'latin1')
  refuses(other, /another version/)
  refuses(bytes.subarray(0, -1), /checksum/)
  for (const at of [9, 60, bytes.length >> 1, bytes.length - 1]) {
    const changed = Uint8Array.from(bytes)
    changed[at] = (changed[at] as number) ^ 1
    refuses(changed, /checksum/)
  }
})

t.test('parts that do not fit each other are refused, whatever their checksum', async (t) => {
  const { head, body } = openSealedFile('RELEVON1', bytes)
  const sealed = (change: object, given = body) =>
    sealFile('RELEVON1', Object.assign({}, head, change), given)
  t.doesNotThrow(() => decodeNeighbours(sealed({})))
  for (const [change, given] of [
    [{ names: ['one'] }],
    [{ names: 'desk:1' }],
    [{ labelOf: [0, 1] }],
    [{ labelOf: [0.5, 0] }],
    [{ features: 3 }],
    [{ normaliser: 0 }],
    [{}, body.subarray(1)],
    [{}, body.map((byte, at) => (at === 2 ** 18 ? byte + 1 : byte))],
    [{}, body.map((byte, at) => (at === 2 ** 18 ? 200 : byte))],
  ] as [object, Uint8Array?][])
    t.throws(() => decodeNeighbours(sealed(change, given)), ModelRefused, JSON.stringify(change))
  const headless = Buffer.from(bytes.subarray(0, -32))
  headless.writeUInt32LE(0xffffffff, 8)
  const signed = Buffer.concat([headless, hash('sha256', headless, 'buffer')])
  t.throws(() => decodeNeighbours(signed), /no head/)
  headless.writeUInt32LE(3, 8)
  t.throws(
    () => decodeNeighbours(Buffer.concat([headless, hash('sha256', headless, 'buffer')])),
    /cannot be read/,
  )
})

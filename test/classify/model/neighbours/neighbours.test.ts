import t from 'tap'
import { buildNeighbours } from '../../../../src/classify/model/neighbours/build-neighbours.ts'
import {
  createNeighbours,
  leastLikeness,
} from '../../../../src/classify/model/neighbours/create-neighbours.ts'
import { withoutNames } from '../../../../src/classify/model/neighbours/neighbour-parts.ts'
import { keptFeatures } from '../../../../src/classify/model/neighbours/telling-features.ts'

const entries = [
  { name: 'desk:1', label: 'billing', text: 'La factura de marzo tiene un cobro duplicado en mi tarjeta' },
  { name: 'desk:2', label: 'billing', text: 'Me cobraron dos veces la misma factura del mes pasado' },
  { name: 'desk:3', label: 'orders', text: 'El paquete llegó roto y falta una pieza del armario' },
  { name: 'desk:4', label: null, text: 'Buenos días, solo quería saludar al equipo' },
  { name: 'desk:5', label: 'access', text: 'No puedo entrar en mi cuenta, la contraseña no vale' },
]
const parts = buildNeighbours(entries)
const neighbours = createNeighbours(parts)

t.test('a text finds itself first, and what says nearly the same next to certainly', async (t) => {
  for (const { name, label, text } of entries) {
    const [first] = neighbours.find(text, 3)
    t.match(first, { name, label })
    t.ok((first?.likeness ?? 0) > 0.97 && (first?.likeness ?? 2) <= 1, `${first?.likeness}`)
  }
  const [near] = neighbours.find('la factura de MARZO tiene un cobro duplicado en su tarjeta!!', 1)
  t.equal(near?.name, 'desk:1')
  t.ok((near?.likeness ?? 0) > 0.7, `${near?.likeness}`)
})

t.test('what shares but little is not told, nor is anything for a text without words', async (t) => {
  for (const text of ['The weather in Lisbon', '', '  ', '😀', '\ud800']) t.same(neighbours.find(text, 5), [])
  for (const { likeness } of neighbours.find('una factura', 5)) t.ok(likeness >= leastLikeness)
  t.same(neighbours.find(entries[0]?.text ?? '', 0), [])
})

t.test('most alike comes first, and no more than are asked for', async (t) => {
  const found = neighbours.find('cobraron dos veces la factura de marzo en mi tarjeta', 5)
  t.ok(found.length >= 2)
  t.same(
    found.map(({ likeness }) => likeness),
    found.map(({ likeness }) => likeness).toSorted((one, other) => other - one),
  )
  t.same(neighbours.find('cobraron dos veces la factura de marzo en mi tarjeta', 1), found.slice(0, 1))
})

t.test('a person who is to be forgotten leaves, and nobody else does', async (t) => {
  const fewer = withoutNames(parts, ['desk:2', 'desk:9'])
  const left = createNeighbours(fewer)
  t.equal(left.size, 4)
  t.notOk(fewer.names.includes('desk:2'))
  t.notOk(left.find(entries[1]?.text ?? '', 5).some(({ name }) => name === 'desk:2'))
  for (const entry of entries.filter(({ name }) => name !== 'desk:2'))
    t.match(left.find(entry.text, 1), [{ name: entry.name, label: entry.label }])
  t.equal(createNeighbours(withoutNames(parts, parts.names)).find('factura', 3).length, 0)
})

t.test(
  'the newest are kept of too many, five of those that say the same, and the last of one name',
  async (t) => {
    const same = Array.from({ length: 9 }, (_, at) => ({
      name: `same:${at}`,
      label: 'a',
      text: 'pedido perdido',
    }))
    const others = ['lunes gris', 'martes azul', 'jueves verde'].map((text, at) => ({
      name: `other:${at}`,
      label: 'b',
      text,
    }))
    const built = buildNeighbours([...others, ...same])
    t.same(built.names, ['same:8', 'same:7', 'same:6', 'same:5', 'same:4', 'other:2', 'other:1', 'other:0'])
    t.same(buildNeighbours([...same, ...others], 2).names, ['other:2', 'other:1'])
    const renamed = buildNeighbours([
      { name: 'x', label: 'old', text: 'lunes gris' },
      { name: 'x', label: 'new', text: 'martes azul' },
    ])
    t.same(renamed.labels, ['new'])
    t.same(buildNeighbours([]).names, [])
  },
)

t.test('of a long text no more is kept than of any other', async (t) => {
  const text = Array.from(
    { length: 3000 },
    (_, at) => `palabra${String.fromCharCode(97 + (at % 26))}${at % 17}`,
  ).join(' ')
  const built = buildNeighbours([{ name: 'long', label: null, text }, ...entries])
  t.ok(built.hashes.length <= keptFeatures * built.names.length)
  t.same(buildNeighbours([...entries]), parts, 'the same entries give the same collection')
})

import t from 'tap'
import { maskText } from '../../src/classify/mask-text.ts'

t.test('masks what names a person or an account by its form', async (t) => {
  for (const [text, masked] of [
    ['escríbeme a ana.lopez+x@correo.example.org, gracias', 'escríbeme a [email], gracias'],
    ['mira https://example.org/a?b=c y www.example.org/x', 'mira [link] y [link]'],
    ['tel. (+34) 600-11-22-33', 'tel. ([number]'],
    ['IBAN ES91 2100 0418 4502 0005 1332', 'IBAN ES[number]'],
    ['tarjeta 4111 1111 1111 1111', 'tarjeta [number]'],
    ['pedido AB-12345 y B12345678', 'pedido [reference] y [reference]'],
    ['nací el 12/03/1985', 'nací el [number]'],
    ['DNI 12345678Z', 'DNI [reference]'],
  ] as const)
    t.equal(maskText(text), masked)
})

t.test('leaves amounts, times and words alone', async (t) => {
  for (const text of ['pagué 45,90 € a las 10:30', 'hace 3 días, 2 veces', 'COVID-19 y iPhone', 'año 2026'])
    t.equal(maskText(text), text)
})

t.test('is linear in the text', async (t) => {
  for (const unit of ['a@', '1 ', '-', 'a1', 'http://', '1.', 'é1-', '😀']) {
    const since = performance.now()
    maskText(unit.repeat(50_000))
    t.ok(performance.now() - since < 2000, unit)
  }
})

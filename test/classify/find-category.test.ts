import t from 'tap'
import { categorySchema } from '../../schemas/configuration.ts'
import { createCategoryFinder } from '../../src/classify/find-category.ts'

const named = (...names: string[]) => categorySchema.parse({ names })

t.test('finds a category by its key and by its names, however they are written', async (t) => {
  const find = createCategoryFinder({ matriculas: named('Matrículas', 'Alta de alumnos'), otros: named() })
  for (const label of ['matriculas', 'Matrículas', 'MATRICULAS', ' alta de  alumnos ', 'Alta-de-Alumnos'])
    t.equal(find(label), 'matriculas', label)
  t.equal(find('Otros'), 'otros')
  for (const label of ['', '🙂', 'diplomas', '__proto__', 'constructor']) t.equal(find(label), null, label)
})

t.test('a key goes before a name, and a name of two is of neither', async (t) => {
  const find = createCategoryFinder({ pagos: named('dinero'), ventas: named('pagos', 'Dinero', 'ofertas') })
  t.equal(find('pagos'), 'pagos')
  t.equal(find('dinero'), null)
  t.equal(find('ofertas'), 'ventas')
})

import t from 'tap'
import { createStatementNames } from '../../../src/database/postgres/statement-names.ts'

t.test('names what is used a third time, always the same', async (t) => {
  const names = createStatementNames()
  t.equal(names.nameOf('a', 1), undefined)
  t.equal(names.nameOf('a', 1), undefined)
  const name = names.nameOf('a', 1)
  t.type(name, 'string')
  t.equal(names.nameOf('a', 1), name)
  for (let time = 0; time < 5; time++) t.equal(names.nameOf('begin', 0), undefined, 'nothing to plan')
})

t.test('names a limited number, and remembers a limited number', async (t) => {
  const names = createStatementNames()
  const given = new Set<string>()
  for (let text = 0; text < 300; text++) {
    for (let time = 0; time < 4; time++) given.add(names.nameOf(`text ${text}`, 1) ?? '')
  }
  given.delete('')
  t.equal(given.size, 120)
})

t.test('one name means one text, in every process', async (t) => {
  const nameIn = (names: ReturnType<typeof createStatementNames>, text: string) => {
    for (let time = 0; time < 2; time++) names.nameOf(text, 1)
    return names.nameOf(text, 1)
  }
  const [one, other] = [createStatementNames(), createStatementNames()]
  const a = nameIn(one, 'a')
  t.not(nameIn(other, 'b'), a, 'the first that each has named')
  t.equal(nameIn(other, 'a'), a)
  t.match(a, /^[a-z0-9_]{1,63}$/, 'no longer than PostgreSQL keeps')
})

t.test('says once that it gives up, and names nothing any more', async (t) => {
  const names = createStatementNames()
  for (let time = 0; time < 3; time++) names.nameOf('a', 1)
  t.equal(names.giveUp(), true)
  t.equal(names.giveUp(), false)
  t.equal(names.nameOf('a', 1), undefined)
})

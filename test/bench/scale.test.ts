// A short round of `npm run bench -- scale`: what it promises is proved here on every run, how fast it is there.
import t, { type Test } from 'tap'
import { measureScale, questions, rates } from '../../bench/scale.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'

const inShort = { sizes: [200, 1000], rounds: 1, handoffs: 20 }

const check = async (t: Test, createDatabase?: () => Promise<string>) => {
  const filled: number[] = []
  const figures = await measureScale({
    ...inShort,
    ...(createDatabase === undefined ? {} : { createDatabase }),
    onProgress: (done, of, what) => {
      if (done === of && what !== 'rounds') filled.push(done)
    },
  })
  t.same(
    figures.map(({ size }) => size),
    inShort.sizes,
  )
  t.same(filled, inShort.sizes)
  for (const { rates: measured, times, bytesEach, balanced } of figures) {
    t.equal(balanced, true)
    t.ok(bytesEach > 1000)
    for (const rate of rates) t.ok((measured.get(rate) ?? 0) > 0, rate)
    for (const question of questions) t.ok((times.get(question) ?? 0) > 0, question)
  }
}

t.test('a filled SQLite takes, hands out and settles, and its sum balances', (t) => check(t))

t.test('so does a filled PostgreSQL', { skip: postgresMissing() }, (t) =>
  check(t, async () => (await openTestDatabase(t)).url),
)

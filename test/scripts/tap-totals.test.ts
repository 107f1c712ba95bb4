import t from 'tap'
import { parseTapTotals } from '../../scripts/tap-totals.ts'

t.test("reads tap's own closing figures, the last ones when there are several", async (t) => {
  t.same(parseTapTotals('# { total: 3, pass: 3 }\n'), { passed: 3, failed: 0, skipped: 0, todo: 0 })
  t.same(
    parseTapTotals(
      '    # { total: 99, pass: 99 }\n# { total: 1, pass: 1 }\nok\n# { total: 12, pass: 8, fail: 2, todo: 1, skip: 1 }\n# time=3ms\n',
    ),
    { passed: 8, failed: 2, skipped: 1, todo: 1 },
  )
})

t.test('knows no figures when the run did not get to its end', async (t) => {
  t.equal(parseTapTotals(''), null)
  t.equal(parseTapTotals('ok 1 - x\n    # { total: 1, pass: 1 }\n'), null)
})

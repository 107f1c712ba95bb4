import t from 'tap'
import { hasCode, judgeCoverage } from '../../scripts/coverage.ts'

const coverage = (lines: number, branches: number) => ({
  lines: { total: 100, covered: lines },
  branches: { total: 100, covered: branches },
})
const code = 'export const one = 1\n'

t.test('is content when lines and branches reach their floors', async (t) => {
  const verdict = judgeCoverage({ '/a.ts': coverage(95, 90) }, new Map([['/a.ts', code]]))
  t.same(verdict, { lines: 95, branches: 90, faults: [] })
})

t.test('names the floor that is missed', async (t) => {
  const files = new Map([['/a.ts', code]])
  t.match(judgeCoverage({ '/a.ts': coverage(94, 95) }, files).faults, [/^Lines are below 95 %/])
  t.match(judgeCoverage({ '/a.ts': coverage(99, 89) }, files).faults, [/^Branches are below 90 %/])
})

t.test('counts every line of a file that no test loads as not covered, and says which it is', async (t) => {
  const files = new Map([
    ['/a.ts', code],
    ['/never.ts', `${code.repeat(99)}`],
  ])
  const verdict = judgeCoverage({ '/a.ts': coverage(100, 100) }, files)
  t.equal(verdict.lines, 50)
  t.same(verdict.faults, ['No test loads /never.ts.', 'Lines are below 95 %.'])
})

t.test('leaves out what is neither of ours nor code', async (t) => {
  const files = new Map([
    ['/a.ts', code],
    [
      '/door.ts',
      "import type { A } from './a.ts'\n/** x\nconst no = 1 */\nexport interface Door {\n  a: A\n}\n",
    ],
  ])
  const verdict = judgeCoverage({ '/a.ts': coverage(100, 100), '/test/x.ts': coverage(0, 0) }, files)
  t.same(verdict, { lines: 100, branches: 100, faults: [] })
})

t.test('tells types from code', async (t) => {
  t.equal(hasCode('export type A = { b: string }\nexport type C =\n  | 1\n  | 2\n'), false)
  t.equal(hasCode("import type { B } from './b.ts'\nawait start()\n"), true)
  t.equal(hasCode('export class A extends Error {}\n'), true)
  t.equal(hasCode("import { a } from './a.ts'\n"), true)
})

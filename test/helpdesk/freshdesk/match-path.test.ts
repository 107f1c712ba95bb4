import t from 'tap'
import { matchPath } from '../../../src/helpdesk/freshdesk/match-path.ts'
import { parseChoiceTree } from '../../../src/helpdesk/freshdesk/parse-choices.ts'

const tree = parseChoiceTree({
  España: { Madrid: ['Centro', 'Norte'], Sevilla: ['Triana'] },
  Chile: { Santiago: ['Centro'] },
  'Access / Login': { Password: [] },
})

t.test('finds a path however it is written', async (t) => {
  const norte = ['España', 'Madrid', 'Norte']
  const cases: [unknown, string[]][] = [
    ['España > Madrid > Norte', norte],
    ['espana>MADRID>norte', norte],
    ['España / Madrid / Norte', norte],
    ['España | Madrid | Norte', norte],
    ['España :: Madrid :: Norte', norte],
    ['España → Madrid → Norte', norte],
    [['España', 'Madrid', 'Norte'], norte],
    [{ España: { Madrid: 'Norte' } }, norte],
    ['Norte', norte],
    ['Madrid', ['España', 'Madrid']],
    ['España > Madrid', ['España', 'Madrid']],
    ['access / login', ['Access / Login']],
    ['Access / Login > Password', ['Access / Login', 'Password']],
    [['Triana'], ['España', 'Sevilla', 'Triana']],
  ]
  for (const [given, path] of cases) {
    t.same(matchPath(tree, given), { path, complete: true }, JSON.stringify(given))
  }
})

t.test('follows as far as it exists', async (t) => {
  const cases: [unknown, string[]][] = [
    ['España > Lisboa', ['España']],
    ['España > Madrid > Sur', ['España', 'Madrid']],
    [{ Chile: { Lima: 'Centro' } }, ['Chile']],
    ['Centro', []],
    ['Francia', []],
    ['', []],
    [null, []],
    [{}, []],
    [7, []],
  ]
  for (const [given, path] of cases) {
    t.same(matchPath(tree, given), { path, complete: false }, JSON.stringify(given))
  }
})

t.test('looks through a megabyte of text once, however large the tree', async (t) => {
  const large = parseChoiceTree(
    Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`Choice ${at}`, []])),
  )
  for (const text of [`España${' '.repeat(1_000_000)}x`, 'Málaga '.repeat(140_000)]) {
    const startedAt = performance.now()
    t.same(matchPath(large, text), { path: [], complete: false })
    t.ok(performance.now() - startedAt < 500)
  }
})

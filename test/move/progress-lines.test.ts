import t from 'tap'
import { createProgressLines } from '../../src/move/progress-lines.ts'
import { createManualClock } from '../manual-clock.ts'

const open = (isTTY: boolean) => {
  const clock = createManualClock()
  let written = ''
  const write = (text: string) => {
    written += text
  }
  const take = () => {
    const text = written
    written = ''
    return text
  }
  return { clock, take, report: createProgressLines({ stderr: { write, isTTY }, clock }) }
}

t.test('draws a bar on a terminal, with speed and time left', async (t) => {
  const { clock, take, report } = open(true)
  report.begin('copy', { total: 4000, done: 1000 })
  t.equal(take(), '\r██████░░░░░░░░░░░░░░░░░░ Copying 1,000 of 4,000 rows (25 %)\u001b[K')
  report.advance(10)
  t.equal(take(), '', 'not more often than an eye can follow')
  await clock.advance(1000)
  report.advance(990)
  t.equal(
    take(),
    '\r████████████░░░░░░░░░░░░ Copying 2,000 of 4,000 rows (50 %), 1,000 rows/s, 2 s left\u001b[K',
  )
  await clock.advance(1000)
  report.advance(2000)
  report.end()
  t.ok(take().endsWith(`\r${'█'.repeat(24)} Copying 4,000 of 4,000 rows (100 %), 1,500 rows/s\u001b[K\n`))
})

t.test('writes a line every ten seconds elsewhere', async (t) => {
  const { clock, take, report } = open(false)
  report.begin('compare', { total: 4000, done: 0 })
  t.equal(take(), 'Comparing 0 of 4,000 rows (0 %)\n')
  for (let second = 0; second < 10; second++) {
    t.equal(take(), '')
    await clock.advance(1000)
    report.advance(1)
  }
  t.equal(take(), 'Comparing 10 of 4,000 rows (0 %), 1 rows/s, 67 min left\n')
  report.end()
  t.equal(take(), 'Comparing 10 of 4,000 rows (0 %), 1 rows/s, 67 min left\n')
  report.advance(5)
  report.end()
  t.equal(take(), '')
  report.say('Stop Relevo now.')
  t.equal(take(), 'Stop Relevo now.\n')
})

t.test('counts what arrives while it copies, and nothing at all', async (t) => {
  const { clock, take, report } = open(false)
  report.begin('copy', { total: 1, done: 0 })
  await clock.advance(20_000)
  report.advance(5)
  t.match(take(), /Copying 5 of 5 rows \(100 %\), 0 rows\/s\n$/)
  report.begin('copy', { total: 0, done: 0 })
  report.end()
  t.equal(take(), 'Copying 0 of 0 rows (100 %)\nCopying 0 of 0 rows (100 %)\n')
  report.begin('copy', { total: 40_000, done: 0 })
  await clock.advance(10_000)
  report.advance(10)
  t.match(take(), /1 rows\/s, 11\.1 h left/)
})

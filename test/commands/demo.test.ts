import t from 'tap'
import { run } from './run.ts'

t.test('the demo plays its acts and proves the sum', { timeout: 100_000 }, async (t) => {
  const { code, out } = await run(['demo', '--once'])
  t.equal(code, 0, out)
  t.match(out, /9 received = 9 delivered \+ 0 under way \+ 0 parked \+ 0 dismissed/)
  t.match(out, /8 tickets in the help desk for 8 hand-offs/)
  t.notMatch(out, /✗/)
  t.notMatch(out, /curl/, 'with --once nothing stays up to try')
})

import t from 'tap'
import { run } from './run.ts'

for (const [vendor, given] of [
  ['Freshdesk', []],
  ['Zendesk', ['--helpdesk', 'zendesk']],
] as const) {
  t.test(`the demo plays its acts with ${vendor} and proves the sum`, { timeout: 100_000 }, async (t) => {
    const { code, out } = await run(['demo', '--once', ...given])
    t.equal(code, 0, out)
    t.match(out, `behaves like ${vendor}`)
    t.match(out, /9 received = 9 delivered \+ 0 under way \+ 0 parked \+ 0 dismissed/)
    t.match(out, /8 tickets in the help desk for 8 hand-offs/)
    t.notMatch(out, /✗/)
    t.notMatch(out, /curl/, 'with --once nothing stays up to try')
  })
}

t.test('a help desk that the demo does not have is named', async (t) => {
  const { code, out, err } = await run(['demo', '--helpdesk', 'files'])
  t.equal(code, 2)
  t.match(out + err, /--helpdesk takes freshdesk or zendesk/)
})

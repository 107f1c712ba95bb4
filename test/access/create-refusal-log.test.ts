import { pino } from 'pino'
import t from 'tap'
import { createRefusalLog } from '../../src/access/create-refusal-log.ts'
import { buildIntake } from '../intake/build-intake.ts'
import { createManualClock } from '../manual-clock.ts'

const build = () => {
  const clock = createManualClock()
  const lines: string[] = []
  const logger = pino(
    { level: 'warn' },
    {
      write: (line: string) => {
        const { source, code, count, msg } = JSON.parse(line)
        lines.push(`${source} ${code} ${count} ${msg}`)
      },
    },
  )
  return { clock, lines, log: createRefusalLog({ clock, logger }) }
}
const said = 'unauthenticated requests refused'

t.test('tells the first refusal of a source at once, and the next ones as one line in 10 s', async (t) => {
  const { clock, lines, log } = build()
  log.note('zapier', 'secret_missing')
  log.note('zapier', 'secret_missing')
  log.note('zapier', 'secret_wrong')
  log.note('api', 'api_key_wrong')
  t.same(lines, [`zapier secret_missing 1 ${said}`, `api api_key_wrong 1 ${said}`])
  await clock.advance(9999)
  t.equal(lines.length, 2)
  await clock.advance(1)
  t.same(lines.slice(2), [`zapier secret_wrong 2 ${said}`])
  log.note('zapier', 'secret_wrong')
  t.equal(lines.length, 3, 'that line was one of the 10 s too')
  await clock.advance(10_000)
  t.equal(lines.at(-1), `zapier secret_wrong 1 ${said}`)
})

t.test('is quiet once requests are believed again, and tells the next refusal at once', async (t) => {
  const { clock, lines, log } = build()
  log.note('zapier', 'secret_missing')
  await clock.advance(60_000)
  t.equal(clock.pending(), 0)
  log.note('zapier', 'secret_wrong')
  t.same(lines, [`zapier secret_missing 1 ${said}`, `zapier secret_wrong 1 ${said}`])
})

t.test('tells what it has counted when it closes, and leaves no timer', async (t) => {
  const { clock, lines, log } = build()
  log.note('zapier', 'secret_wrong')
  log.note('zapier', 'secret_wrong')
  log.note('api', 'api_key_wrong')
  log.close()
  t.equal(clock.pending(), 0)
  t.same(lines.slice(2), [`zapier secret_wrong 1 ${said}`])
})

t.test('a refused request leaves a line without what it presented', async (t) => {
  const { app, lines } = await buildIntake(t)
  const send = (url: string, headers: Record<string, string>) =>
    app.inject({ method: 'POST', url, headers, payload: {} })
  await send('/webhooks/zapier', { 'x-webhook-secret': 'presented-by-mistake' })
  await send('/webhooks/zapier', { 'x-webhook-secret': 'presented-by-mistake' })
  await send('/webhooks/presented-by-mistake', {})
  await send('/v1/handoffs', { 'x-api-key': 'presented-by-mistake' })
  t.match(lines, [
    { level: 40, source: 'zapier', code: 'secret_wrong', count: 1, msg: said },
    { level: 40, source: 'unknown', code: 'unknown_source', count: 1, msg: said },
    { level: 40, source: 'api', code: 'api_key_wrong', count: 1, msg: said },
  ])
  t.equal(lines.length, 3)
  t.notMatch(JSON.stringify(lines), 'presented-by-mistake')
})

import t from 'tap'
import { readFreshdeskRefusal } from '../../../src/helpdesk/freshdesk/freshdesk-error.ts'

const messageOf = (message: string) =>
  readFreshdeskRefusal({ errors: [{ field: 'email', code: 'invalid_value', message }] }).faults[0]?.message

t.test('keeps what an error says, without the addresses in it', async (t) => {
  t.equal(messageOf('It should be a unique value'), 'It should be a unique value')
  t.equal(messageOf('ann@example.org is not valid'), '… is not valid')
})

t.test('cuts a long message without leaving half an address', async (t) => {
  const cut = messageOf(`${'a@b.example '.repeat(82)}somebody.with.a.long.name@example.org`) ?? ''
  t.notMatch(cut, /somebody/)
  t.notMatch(cut, /@/)
  t.equal(messageOf('x '.repeat(5_000))?.length, 300)
})

t.test('reads a long message in little time', async (t) => {
  const startedAt = performance.now()
  messageOf('a'.repeat(1_000_000))
  t.ok(performance.now() - startedAt < 1_000)
})

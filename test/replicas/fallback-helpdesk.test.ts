import t from 'tap'
import { serveFreshdesk, serveZendesk } from '../bridge/sandbox-accounts.ts'
import { openTestDatabase } from '../postgres/open-test-database.ts'
import { postgresMissing } from '../postgres/postgres-missing.ts'
import { getJson, postHandoff, startService } from '../start-service.ts'

const handoff = (number: number) => ({
  user_email: `person-${number}@example.com`,
  conversation_summary: `Petition ${number}: the parcel has not arrived.`,
  message_id: `petition-${number}`,
})

t.test(
  'two replicas move a crowd to the other help desk, each once',
  { skip: postgresMissing() },
  async (t) => {
    const { url: databaseUrl } = await openTestDatabase(t)
    const [first, second] = [await serveFreshdesk(t), await serveZendesk(t)]
    first.sandbox.faults.down()
    const config = {
      helpdesks: {
        main: { ...first.settings, fallback: { helpdesk: 'second', after: '1s' } },
        second: second.settings,
      },
    }
    const one = await startService(t, { databaseUrl, config })
    const other = await startService(t, { databaseUrl, config, beside: one })
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, number) =>
        postHandoff(number % 2 === 0 ? one : other, handoff(number), { wait: 20 }),
      ),
    )
    for (const answer of answers) {
      t.equal(answer.status, 201)
      const { handoff_id: id } = await answer.json()
      t.equal(second.effectsOf(id).length, 1)
      t.match(await getJson(one, `/v1/handoffs/${id}`), { helpdesk: 'second', flags: ['moved-fallback'] })
    }
    t.equal(second.sandbox.account.tickets.size, 20)
    t.match(await getJson(other, '/v1/custody'), { received: 20, delivered: 20, balanced: true })
    t.match(
      await (await fetch(`${one.url}/metrics`)).text(),
      'relevo_handoffs_flagged{flag="moved-fallback"} 20',
    )
  },
)

import type { Database } from '../../src/database/database.ts'

const odd = 'ñandú 🦜 "quotes" \\back\\slash {braces}\n'
const at = 1_763_000_000_000

/** A row or more in every table of the desk, with fractions that PostgreSQL and JavaScript word differently, and with nothing where there may be nothing. */
export const fillDesk = (database: Database): Promise<void> =>
  database.write(async (store) => {
    const nobody = { password: null, identity: null, language: null, theme: null, disabled_at: null }
    const carmen = { email: 'carmen@example.org', name: odd, role: 'admin', created_at: at, created_by: 'x' }
    await store
      .insertInto('users')
      .values([
        {
          id: 'u1',
          ...carmen,
          role: 'admin',
          ...nobody,
          password: 'scrypt$…',
          seen_at: at,
          locked_until: at,
        },
        {
          id: 'u2',
          ...carmen,
          role: 'agent',
          ...nobody,
          email: 'b@example.org',
          seen_at: null,
          locked_until: null,
        },
      ])
      .execute()
    await store
      .insertInto('invitations')
      .values({ hash: 'i', user_id: 'u2', created_at: at, created_by: 'u1', expires_at: at + 1 })
      .execute()
    await store
      .insertInto('desk_sessions')
      .values({ hash: 's', user_id: 'u1', data: '{}', created_at: at, seen_at: at, expires_at: at * 2 })
      .execute()
    await store.insertInto('desk_secrets').values({ name: 'cookies', value: 'x', created_at: at }).execute()
    await store
      .insertInto('sign_in_guesses')
      .values({ hash: 'g', failures: 3, locked_until: at, at })
      .execute()
    await store.insertInto('switches').values({ name: 'pause:llm', value: 'on', at, who: odd }).execute()
    await store
      .insertInto('inbox_feeds')
      .values({ helpdesk: 'main', cursor: odd, polled_at: at, problem: odd, version: 7 })
      .execute()
    const ticket = { url: 'https://desk.example.org/7', subject: odd, status_label: null, priority: null }
    const people = { type: null, group_id: null, agent_id: '3', requester_id: '4', requester_name: 'Ana' }
    const seen = {
      tags: '["ñ"]',
      category: 'access',
      needs_reply: 1,
      answered_at: null,
      folded: ' nandu ana',
    }
    await store
      .insertInto('inbox_tickets')
      .values(
        [0.1 + 0.2, 1, null].map((confidence, number) => ({
          ...({ helpdesk: 'main', ticket_id: `${number}`, status: 'open', confidence } as const),
          ...{ ...ticket, ...people, ...seen, created_at: at, updated_at: at + number },
        })),
      )
      .execute()
    const draft = { helpdesk: 'main', ticket_id: '1', created_at: at, created_by: 'user:x', latest: 1 }
    await store
      .insertInto('drafts')
      .values({
        id: 'dr_1',
        ...draft,
        state: 'sent',
        ended_at: at,
        made_by: odd,
        outcome: 'edited',
        distance: 1e-7,
      })
      .execute()
    await store
      .insertInto('draft_versions')
      .values({
        ...({ draft_id: 'dr_1', number: 1, at, who: 'x', kind: 'generated', instruction: odd } as const),
        ...{ made_by: null, content: JSON.stringify({ response: `${odd}\0` }) },
      })
      .execute()
    const reply = {
      helpdesk: 'main',
      ticket_id: '1',
      kind: 'reply',
      content: '{"text":"ñ","status":null}',
    } as const
    const unsent = {
      owner: null,
      reason: null,
      why: null,
      message_id: null,
      first_sent_at: null,
      ended_at: null,
    }
    await store
      .insertInto('outbox')
      .values([
        {
          id: 'ob_1',
          ...reply,
          draft_id: 'dr_1',
          version: 1,
          who: 'x',
          state: 'held',
          due_at: at,
          ...unsent,
          created_at: at,
        },
        {
          id: 'ob_2',
          ...reply,
          draft_id: null,
          version: null,
          who: 'x',
          state: 'failed',
          due_at: null,
          ...unsent,
          created_at: at,
          why: odd,
        },
      ])
      .execute()
    const called = {
      purpose: 'draft',
      helpdesk: 'main',
      ticket_id: '1',
      who: 'x',
      url: 'http://127.0.0.1',
      model: 'm',
    }
    await store
      .insertInto('llm_calls')
      .values([
        {
          id: 'c1',
          at,
          ...called,
          request: odd,
          response: `${odd}\0`,
          outcome: 'ok',
          input_tokens: 1,
          output_tokens: 2,
          cost: 0.1 + 0.2,
          took_ms: 3,
        },
        {
          id: 'c2',
          at,
          ...called,
          request: null,
          response: null,
          outcome: null,
          input_tokens: null,
          output_tokens: null,
          cost: null,
          took_ms: null,
        },
      ])
      .execute()
    await store
      .insertInto('llm_days')
      .values({ day: 20_000, tokens: 2 ** 40, cost: 0.7 })
      .execute()
    await store
      .insertInto('knowledge')
      .values({
        ...({
          id: 'ticket:main:1',
          kind: 'ticket',
          helpdesk: 'main',
          language: 'es',
          title: odd,
          url: null,
        } as const),
        ...{ body: odd, hash: 'h', changed_at: at, read_at: at },
      })
      .execute()
    await store
      .insertInto('knowledge_vectors')
      .values({ knowledge_id: 'ticket:main:1', model: 'm', hash: 'h', vector: 'AAAAAA==' })
      .execute()
    await store
      .insertInto('knowledge_feeds')
      .values({ name: 'tickets:main', cursor: odd, read_at: at, version: 3, problem: null })
      .execute()
  })

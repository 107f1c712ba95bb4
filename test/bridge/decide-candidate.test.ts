import t from 'tap'
import { type CandidateQuery, decideCandidate } from '../../src/bridge/decide-candidate.ts'
import { makeHandoff } from './make-handoff.ts'

const now = 100_000_000
const hour = 3_600_000

const earlier = (
  over: Partial<CandidateQuery['recent'][number]> & { summary?: string; conversationId?: string | null } = {},
): CandidateQuery['recent'][number] => ({
  id: 'ho_1',
  source: 'botpress',
  ticket: { id: '7', url: 'https://x/7', action: 'created' },
  endedAt: now - hour,
  handoff: makeHandoff({
    summary: over.summary ?? 'No puedo entrar en mi cuenta',
    conversationId: over.conversationId ?? null,
  }),
  ...over,
})

const decide = (over: Partial<CandidateQuery> = {}) =>
  decideCandidate({
    handoff: makeHandoff({ summary: 'Sigo sin poder entrar en mi cuenta' }),
    source: 'botpress',
    recent: [earlier()],
    delivery: { addToOpen: true, addWindow: 24 * hour, addSimilarity: 0.35 },
    now,
    ...over,
  })

t.test('nothing known of the person: no candidate', async (t) => {
  t.match(decide({ recent: [] }), { kind: 'none' })
  t.match(decide({ recent: [earlier({ ticket: null })] }), { kind: 'none' })
  t.match(decide({ recent: [earlier({ handoff: null })] }), { kind: 'none' }, 'its text was blanked')
  t.match(decide({ recent: [earlier({ endedAt: null })] }), { kind: 'none' })
})

t.test('the same subject within the window, with the rule and its figures as the reason', async (t) => {
  const found = decide()
  t.match(found, { kind: 'same-subject', ticketId: '7', url: 'https://x/7' })
  t.match(found.why, /ho_1 \(#7\) within 24 h \(similarity 0\.\d\d, needed 0\.35, \d+ telling words shared\)/)
  t.notMatch(found.why, 'cuenta', 'and none of the words')
})

t.test('not after the window, not below the similarity, not when switched off', async (t) => {
  t.match(decide({ recent: [earlier({ endedAt: now - 25 * hour })] }), { kind: 'none' })
  t.match(decide({ recent: [earlier({ summary: 'Quiero devolver unos zapatos' })] }), {
    kind: 'none',
    why: /Another subject/,
  })
  const off = { addToOpen: false, addWindow: hour, addSimilarity: 0 }
  t.match(decide({ delivery: off }), { kind: 'none', why: /switched off/ })
})

t.test('the most similar of several is taken', async (t) => {
  const found = decide({
    recent: [
      earlier({ id: 'ho_a', ticket: { id: '1', url: null, action: 'created' }, summary: 'entrar en la web' }),
      earlier({ id: 'ho_b', ticket: { id: '2', url: null, action: 'added' } }),
    ],
  })
  t.match(found, { ticketId: '2' })
})

t.test(
  'the same conversation of the same source goes first, also after the window and with other words',
  async (t) => {
    const handoff = makeHandoff({ summary: 'otra cosa', conversationId: 'c1' })
    const recent = [
      earlier(),
      earlier({
        id: 'ho_2',
        ticket: { id: '9', url: null, action: 'created' },
        endedAt: now - 100 * hour,
        conversationId: 'c1',
      }),
    ]
    t.match(decide({ handoff, recent }), { kind: 'same-conversation', ticketId: '9' })
    t.match(
      decide({ handoff, recent: [earlier({ source: 'zapier', conversationId: 'c1', summary: 'zapatos' })] }),
      { kind: 'none' },
      'ids of another bot mean nothing',
    )
  },
)

t.test('other numbers are named in the reason', async (t) => {
  const found = decide({
    handoff: makeHandoff({ summary: 'El pedido 20077 no llega' }),
    recent: [earlier({ summary: 'El pedido 10045 no llega' })],
    delivery: { addToOpen: true, addWindow: hour, addSimilarity: 0.9 },
  })
  t.match(found, { kind: 'none', why: /but other numbers/ })
})

t.test('another person behind the same address gets a ticket of their own', async (t) => {
  const shared = 'no-reply@example.org'
  const from = (name: string | null, phone: string | null) => ({
    requester: { email: shared, name, phone },
    summary: 'No puedo entrar en mi cuenta',
  })
  const kindOf = (one: [string | null, string | null], other: [string | null, string | null]) =>
    decide({
      handoff: makeHandoff(from(...one)),
      recent: [earlier({ handoff: makeHandoff(from(...other)) })],
    }).kind
  t.equal(kindOf(['Ana Ruiz', null], ['Luis Gil', null]), 'none')
  t.equal(kindOf(['Ana', '+34 600 111 222'], ['Ana', '600 111 333']), 'none')
  t.equal(kindOf(['Ana Ruiz', null], ['ANA', null]), 'same-subject')
  t.equal(kindOf(['José', null], ['Jose Gil', null]), 'same-subject')
  t.equal(kindOf(['Ana', '+34 600 111 222'], ['A. R.', '600111222']), 'same-subject')
  t.equal(kindOf([null, '+34 600 111 222'], ['Luis', null]), 'same-subject')
  t.equal(kindOf([null, null], ['Luis', '600 111 333']), 'same-subject')
})

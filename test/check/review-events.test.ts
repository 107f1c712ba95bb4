import t from 'tap'
import { describeSpan } from '../../src/check/describe-span.ts'
import { type EventReview, reviewEvents } from '../../src/check/review-events.ts'

const now = Date.UTC(2026, 10, 21, 12)
const minuteMs = 60_000
const dayMs = 86_400_000
const events = { secrets: ['the-secret-of-the-rule'] }
const feed = { eventAt: now - 3 * minuteMs, changedUntil: now - 4 * minuteMs, told: 40, missed: 2 }

const review = (given: Partial<EventReview> = {}) =>
  reviewEvents({
    name: 'main',
    settings: { vendor: 'freshdesk', events },
    publicUrl: 'https://relevo.example.com/',
    everyMs: minuteMs,
    feed,
    now,
    isApplied: false,
    ...given,
  })
const brief = (given: Partial<EventReview>) => {
  const { status, detail } = review(given)
  return `${status} ${detail}`
}

t.test('events that arrive', async (t) => {
  t.same(review(), {
    name: 'main: events',
    status: 'ok',
    detail: 'the last came 3 minutes ago; 40 changes were told by one, 2 were not',
    remedy: null,
  })
  t.match(brief({ feed: { ...feed, eventAt: now + minuteMs } }), /less than a minute ago/, 'clocks differ')
  t.match(
    brief({ feed: { ...feed, eventAt: now - 9 * dayMs, changedUntil: now - 9 * dayMs } }),
    /^ok .*9 days/,
  )
})

t.test('none are configured: nothing is wrong, and the steps are there', async (t) => {
  const { status, detail, remedy } = review({ settings: { vendor: 'freshdesk' }, feed: null })
  t.equal(status, 'skip')
  t.match(detail, /asks for them every 1 minute$/)
  t.match(remedy, /https:\/\/relevo\.example\.com\/webhooks\/freshdesk/)
  t.match(
    remedy,
    /helpdesks: \{ main: \{ vendor: freshdesk, domain: "\$\{FRESHDESK_DOMAIN\}", .*events: \{ secrets: \["\$\{FRESHDESK_EVENT_SECRET\}"\] \} \} \}/,
  )
  t.match(remedy, /1\. Make a secret[\s\S]*4\. Give both the action Trigger webhook[\s\S]*X-Webhook-Secret/)
  t.match(remedy, /content Simple; tick Ticket ID and Triggered event/)
})

t.test('who writes to a Freshdesk without events is told what they are needed for', async (t) => {
  const without = { settings: { vendor: 'freshdesk' as const }, feed: null, isApplied: true }
  t.match(brief(without), /^warn .*has no lock.*only events tell of it/)
  t.match(brief({ ...without, settings: { vendor: 'zendesk' } }), /^skip/, 'Zendesk has one')
})

t.test('Zendesk has steps of its own', async (t) => {
  const zendesk = { settings: { vendor: 'zendesk' as const }, publicUrl: undefined, feed: null }
  const { remedy } = review(zendesk)
  t.match(remedy, /https:\/\/<where Relevo is reached from outside>\/webhooks\/zendesk/)
  t.match(remedy, /ZENDESK_EVENT_SECRET/)
  t.match(remedy, /\{"ticket_id":"\{\{ticket\.id\}\}"\}/)
  t.notMatch(remedy, /Freshdesk|X-Webhook-Secret/)
})

t.test('configured, and none has ever come', async (t) => {
  for (const none of [null, { ...feed, eventAt: 0 }]) {
    const { status, detail, remedy } = review({ feed: none })
    t.equal(status, 'warn')
    t.match(detail, /none has come yet/)
    t.match(remedy, /1\. In Freshdesk: Admin/, 'the secret is there')
    t.notMatch(remedy, /the-secret-of-the-rule|Make a secret/)
  }
})

t.test('silent for a day while tickets changed', async (t) => {
  const eventAt = now - 3 * dayMs
  t.match(brief({ feed: { ...feed, eventAt } }), /^warn the last came 3 days ago, and tickets have changed/)
  t.match(brief({ feed: { ...feed, eventAt, changedUntil: eventAt + dayMs } }), /^ok/, 'not more than a day')
  t.match(brief({ feed: { ...feed, changedUntil: now + 9 * dayMs } }), /^ok/, 'a clock that is ahead')
})

t.test('more are missed than told', async (t) => {
  t.match(brief({ feed: { ...feed, told: 10, missed: 30 } }), /^warn .* 30 were not and were found by asking/)
  t.match(brief({ feed: { ...feed, told: 1, missed: 5 } }), /^ok/, 'too few to say')
})

t.test('lengths of time', async (t) => {
  t.same([0, 59_999, 60_000, 7_200_000, dayMs, 3.9 * dayMs].map(describeSpan), [
    'less than a minute',
    'less than a minute',
    '1 minute',
    '2 hours',
    '1 day',
    '3 days',
  ])
  t.match(brief({ settings: { vendor: 'freshdesk' }, everyMs: 30_000 }), /every 30 s$/)
})

import t from 'tap'
import { createManualClock } from '../../manual-clock.ts'
import { draftOf, fileOf, openTestHelpdesk, richForm } from './open-test-helpdesk.ts'

const lane = { lane: 'new' } as const
const creates = (sandbox: { requests: readonly { method: string; path: string }[] }) =>
  sandbox.requests.filter((call) => call.method === 'POST' && call.path === '/tickets').length

t.test('does not know the effect when the answer is lost, and sends nothing again', async (t) => {
  const effects = [
    { kind: 'act-then-drop' },
    { kind: 'act-then-hang' },
    { kind: 'act-late', ms: 10, connection: 'cut' },
    { kind: 'drop' },
    { kind: 'half-answer' },
    { kind: 'invalid-json' },
    { kind: 'empty-answer' },
    { kind: 'status', status: 500, body: 'html' },
    { kind: 'status', status: 503, body: 'empty' },
    { kind: 'status', status: 504, body: 'json' },
    { kind: 'status', status: 408, body: 'empty' },
  ] as const
  for (const effect of effects) {
    const { helpdesk, sandbox } = await openTestHelpdesk(t, { config: { timeouts: { request: '500ms' } } })
    await helpdesk.fieldSchema(lane)
    sandbox.faults.add(effect, { method: 'POST', path: '/tickets' })
    t.match(await helpdesk.createTicket(draftOf(), lane), {
      effect: 'unknown',
      failure: { kind: 'unavailable' },
    })
    t.equal(creates(sandbox), 1, effect.kind)
  }
})

t.test('knows that nothing was made when the help desk says no', async (t) => {
  const cases = [
    [{ kind: 'rate-limit', retryAfter: 7 }, { kind: 'rate-limited' }],
    [{ kind: 'unauthorized' }, { kind: 'credentials', status: 401 }],
    [{ kind: 'forbidden' }, { kind: 'forbidden', code: 'access_denied' }],
    [
      { kind: 'forbidden', code: 'account_suspended' },
      { kind: 'credentials', status: 403 },
    ],
    [
      { kind: 'redirect', location: '/login' },
      { kind: 'unavailable', code: 'REDIRECTED' },
    ],
    [
      { kind: 'status', status: 404, body: 'empty' },
      { kind: 'unavailable', status: 404 },
    ],
    [
      { kind: 'status', status: 405, body: 'json' },
      { kind: 'unavailable', status: 405 },
    ],
  ] as const
  for (const [effect, failure] of cases) {
    const { helpdesk, sandbox, governor } = await openTestHelpdesk(t)
    await helpdesk.fieldSchema(lane)
    sandbox.faults.add(effect, { method: 'POST' })
    t.match(await helpdesk.createTicket(draftOf(), lane), { effect: 'none', failure })
    t.equal(creates(sandbox), 1)
    if (failure.kind === 'credentials') t.equal(governor.observations.at(-1)?.status, 401, 'shuts the door')
  }
})

t.test('an unknown effect in a later round ends the rounds', async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t)
  await helpdesk.fieldSchema(lane)
  sandbox.faults.add({ kind: 'field', field: 'source' }, { method: 'POST', count: 1 })
  sandbox.faults.add({ kind: 'act-then-drop' }, { method: 'POST', nth: 2 })
  t.match(await helpdesk.createTicket(draftOf(), lane), { effect: 'unknown' })
  t.equal(creates(sandbox), 2)
  t.equal(sandbox.account.tickets.size, 1)
})

t.test('an abort between rounds leaves nothing behind', async (t) => {
  const { helpdesk, sandbox, governor } = await openTestHelpdesk(t)
  await helpdesk.fieldSchema(lane)
  sandbox.faults.fieldFault('source')
  const draft = draftOf()
  const describe = draft.describe
  const result = await helpdesk.createTicket(
    {
      ...draft,
      describe: (unmapped) => {
        if (creates(sandbox) === 1) governor.holding = true
        return describe(unmapped)
      },
    },
    lane,
  )
  t.match(result, { effect: 'none', failure: { kind: 'held' } })
  t.equal(sandbox.account.tickets.size, 0)
})

t.test('finds another name for a person whose e-mail is refused', async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t)
  const email = 'a*b*@example.com'
  const withPhone = await helpdesk.createTicket(
    draftOf({ requester: { email, phone: '+34600112233', name: null } }),
    lane,
  )
  t.match(withPhone, {
    effect: 'done',
    value: { unmapped: [{ field: 'email', value: email, why: 'refused' }] },
  })
  const withoutPhone = await helpdesk.createTicket(
    draftOf({ requester: { email, phone: null, name: 'Ann' } }),
    lane,
  )
  t.match(withoutPhone, {
    effect: 'done',
    value: { unmapped: [{ field: 'email', value: email, why: 'refused' }] },
  })
  const people = [...sandbox.account.contacts.values()]
  t.match(
    people.find((person) => person.phone === '+34600112233'),
    { name: '+34600112233', email: null },
  )
  t.match(
    people.find((person) => person.name === 'Ann'),
    { email: null, uniqueExternalId: /^relevo-[0-9a-f]{32}$/ },
  )
  t.match(sandbox.account.tickets.get(2)?.descriptionText, email)
})

t.test('knows a person by phone alone', async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t)
  const requester = { email: null, phone: '+34600112233', name: 'Marta' }
  t.match(await helpdesk.createTicket(draftOf({ requester }), lane), {
    effect: 'done',
    value: { unmapped: [] },
  })
  t.ok([...sandbox.account.contacts.values()].some((person) => person.phone === requester.phone))
})

t.test('attaches files, and names those that are refused', async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t, {
    sandbox: { ...richForm, maxAttachmentBytes: 2 ** 20 },
  })
  const customFields = { cf_items: 3, cf_vip: false, cf_place: 'Chile > Santiago > Centro', canal: 'web' }
  const small = draftOf({ files: [fileOf('ñandú.txt'), fileOf('b.txt')], customFields, group: 'Soporte' })
  t.match(await helpdesk.createTicket(small, lane), { effect: 'done', value: { unmapped: [] } })
  t.match(sandbox.account.tickets.get(1), {
    attachmentIds: { length: 2 },
    tags: ['chatbot'],
    customFields: { cf_items: 3, cf_vip: false, cf_district: 'Centro' },
  })
  t.same(
    [...sandbox.account.attachments.values()].map(({ name }) => name),
    ['ñandú.txt', 'b.txt'],
  )
  const large = draftOf({ files: [fileOf('large.txt', 'x'.repeat(2 ** 20 + 1))] })
  t.match(await helpdesk.createTicket(large, lane), {
    effect: 'done',
    value: { unmapped: [{ field: 'attachments', value: 'large.txt', why: 'refused' }] },
  })
  t.match(sandbox.account.tickets.get(2)?.descriptionText, /large\.txt/)
})

t.test(
  'goes without files when the request is too large, and shortens the text when there are none',
  async (t) => {
    const { helpdesk, sandbox } = await openTestHelpdesk(t)
    sandbox.faults.add({ kind: 'status', status: 413, body: 'html' }, { method: 'POST', count: 2 })
    const long = `<p>${'palabra &amp; '.repeat(3_000)}</p><p>relevo-7f3a</p>`
    const result = await helpdesk.createTicket(
      draftOf({ files: [fileOf('a.txt')], describe: () => long }),
      lane,
    )
    t.match(result, { effect: 'done', value: { unmapped: [{ field: 'attachments', value: 'a.txt' }] } })
    const text = sandbox.account.tickets.get(1)?.descriptionText ?? ''
    t.ok(text.length < 17_000)
    t.match(text, /\[…\]/)
    t.match(text, /relevo-7f3a$/, 'the reference at the end stays')
  },
)

t.test('attaches the whole of a description that is refused for its length', async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t)
  const message = 'Has 40000 characters, it can have maximum of 5000 characters'
  sandbox.faults.add({ kind: 'field', field: 'description', message }, { method: 'POST', count: 1 })
  const long = `<div>${'línea<br>'.repeat(5_000)}relevo-7f3a</div>`
  t.equal((await helpdesk.createTicket(draftOf({ describe: () => long }), lane)).effect, 'done')
  t.ok((sandbox.account.tickets.get(1)?.description.length ?? 0) < 6_000)
  const [file] = sandbox.account.attachments.values()
  t.equal(file?.name, 'hand-off.txt')
  t.equal(
    Buffer.from(file?.bytes ?? [])
      .toString()
      .split('\n').length,
    5_001,
  )
})

t.test('makes the least ticket that may do when a refusal does not say what is wrong', async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t, { sandbox: richForm })
  await helpdesk.fieldSchema(lane)
  sandbox.faults.add({ kind: 'status', status: 400, body: 'empty' }, { method: 'POST', count: 2 })
  const draft = draftOf({
    type: 'Question',
    files: [fileOf('a.txt')],
    customFields: { cf_items: 3 },
    group: 'Soporte',
    status: 'pending',
  })
  const result = await helpdesk.createTicket(draft, lane)
  t.equal(result.effect, 'done')
  t.equal(creates(sandbox), 3)
  t.match(sandbox.account.tickets.get(1), { type: null, groupId: null, priority: 1, status: 2, tags: [] })
  const named = result.effect === 'done' ? result.value.unmapped.map(({ field }) => field).toSorted() : []
  t.same(named, ['Group', 'Items', 'Priority', 'Status', 'Type', 'attachments', 'tags'])
})

t.test('gives up with the faults when nothing is left to drop', async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t)
  await helpdesk.fieldSchema(lane)
  sandbox.faults.fieldFault('description', 'invalid_value', 'marta@example.com is not acceptable')
  const result = await helpdesk.createTicket(draftOf(), lane)
  t.match(result, { effect: 'none', failure: { kind: 'invalid', faults: [{ field: 'description' }] } })
  t.notMatch(JSON.stringify(result), 'marta@', 'a quoted address does not get into messages')
  t.ok(creates(sandbox) <= 10)
  t.equal(sandbox.account.tickets.size, 0)
})

t.test('a company that the form wants can be configured, and is never made up', async (t) => {
  const sandboxOptions = { companies: [{ name: 'Acme' }], fields: { required: ['company'] } }
  const bare = await openTestHelpdesk(t, { sandbox: sandboxOptions })
  t.match(await bare.helpdesk.createTicket(draftOf(), lane), {
    effect: 'none',
    failure: { kind: 'invalid', faults: [{ field: 'company_id' }] },
  })
  const [company] = bare.sandbox.account.companies.values()
  const { helpdesk, sandbox } = await openTestHelpdesk(t, {
    sandbox: sandboxOptions,
    config: { required: { Company: company?.id } },
  })
  t.match(await helpdesk.createTicket(draftOf(), lane), { effect: 'done', value: { unmapped: [] } })
  t.equal(sandbox.account.tickets.get(1)?.companyId, company?.id)
})

t.test('does not read the form again because of a refusal right after reading it', async (t) => {
  const { helpdesk, sandbox } = await openTestHelpdesk(t, { sandbox: richForm, clock: createManualClock() })
  await helpdesk.fieldSchema(lane)
  const types = sandbox.account.fields.find((field) => field.name === 'ticket_type')
  types?.choices.splice(0, 5, 'QUESTION', 'Complaint')
  const stale = await helpdesk.createTicket(draftOf({ type: 'Question' }), lane)
  t.match(stale, { effect: 'done', value: { unmapped: [{ field: 'Type', why: 'refused' }] } })
})

t.test('reads the form again after a refusal when it was read a while ago', async (t) => {
  const clock = createManualClock(Date.now())
  const { helpdesk, sandbox } = await openTestHelpdesk(t, { sandbox: richForm, clock })
  await helpdesk.fieldSchema(lane)
  clock.jump(120_000)
  const types = sandbox.account.fields.find((field) => field.name === 'ticket_type')
  types?.choices.splice(0, 5, 'QUESTION', 'Complaint')
  const result = await helpdesk.createTicket(draftOf({ type: 'Question' }), lane)
  t.match(result, { effect: 'done', value: { unmapped: { length: 0 } } })
  t.equal(sandbox.account.tickets.get(1)?.type, 'QUESTION')
  t.equal(creates(sandbox), 2)
})

t.test(
  'makes tickets without the form when it may not be read, and remembers that for a while',
  async (t) => {
    const clock = createManualClock(Date.now())
    const { helpdesk, sandbox } = await openTestHelpdesk(t, { sandbox: richForm, clock })
    sandbox.faults.add({ kind: 'forbidden' }, { path: '/ticket_fields' })
    const draft = draftOf({ type: 'Question', group: 'Soporte', customFields: { cf_items: 3, other: 'x' } })
    const result = await helpdesk.createTicket(draft, lane)
    t.match(result, { effect: 'done', value: { unmapped: [{ field: 'other', why: 'unknown-field' }] } })
    t.match(sandbox.account.tickets.get(1), { type: 'Question', customFields: { cf_items: 3 } })
    await helpdesk.createTicket(draft, lane)
    const reads = () => sandbox.requests.filter((call) => call.path === '/ticket_fields').length
    t.equal(reads(), 1)
    clock.jump(600_001)
    await helpdesk.createTicket(draft, lane)
    t.equal(reads(), 2)
  },
)

t.test(
  'waits for the form while the help desk does not answer, and does without a fresh one later',
  async (t) => {
    const clock = createManualClock(Date.now())
    const { helpdesk, sandbox } = await openTestHelpdesk(t, { clock })
    sandbox.faults.add({ kind: 'status', status: 503 }, { path: '/ticket_fields', count: 1 })
    t.match(await helpdesk.createTicket(draftOf(), lane), {
      effect: 'none',
      failure: { kind: 'unavailable' },
    })
    t.equal((await helpdesk.createTicket(draftOf(), lane)).effect, 'done')
    sandbox.faults.add({ kind: 'status', status: 503 }, { path: '/ticket_fields' })
    clock.jump(3_600_001)
    t.equal((await helpdesk.createTicket(draftOf(), lane)).effect, 'done')
  },
)

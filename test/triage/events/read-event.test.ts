import fc from 'fast-check'
import t from 'tap'
import { readEvent } from '../../../src/triage/events/read-event.ts'

const read = (body: string | object, headers: Record<string, string> = {}) => {
  const event = readEvent(headers, Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)))
  return event.kind === 'unreadable' ? event.problem.code : event.kind === 'other' ? 'other' : event.ticketId
}
const changes = (body: string | object) => {
  const event = readEvent({}, Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)))
  return event.kind === 'ticket' ? event.changes : null
}
const toPending = [{ field: 'status', from: 'Open', to: 'Pending' }]

t.test('what Freshdesk’s rules send', async (t) => {
  const event = '{status:{from:Open,to:Pending}}'
  const simple = { freshdesk_webhook: { ticket_id: '11', ticket_status: 'Pending', triggered_event: event } }
  t.equal(read(simple), '11')
  t.same(changes(simple), toPending)
  t.equal(read({ freshdesk_webhook: { ticket_id: 11 } }), '11')
  t.equal(read({ ticket_id: '#11' }), '11')
  t.equal(read({ id: 11, subject: 'x' }), '11')
  t.equal(read({ ticket: { id: '11' } }), '11')
  t.equal(read({ ticket: '11' }), '11')
  t.equal(read([{ 'Ticket ID': 11 }]), '11')
  t.equal(read({ freshdesk_webhook: { ticket_url: 'https://acme.freshdesk.com/a/tickets/11' } }), '11')
  t.equal(read(JSON.stringify(JSON.stringify({ ticket_id: '11' }))), '11', 'encoded twice')
  t.equal(read({ id: 5, ticket_id: 11 }), '11', 'the id of the event is not the ticket')
})

t.test('forms', async (t) => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  t.equal(read('ticket_id=11&triggered_event=%7Bstatus%3A%7Bfrom%3AOpen%2Cto%3APending%7D%7D', headers), '11')
  t.same(changes('ticket_id=11&triggered_event=%7Bstatus%3A%7Bfrom%3AOpen%2Cto%3APending%7D%7D'), toPending)
  t.equal(
    read('freshdesk_webhook%5Bticket_id%5D=11&freshdesk_webhook%5Bticket_status%5D=Open', headers),
    '11',
  )
  t.equal(read('{"ticket_id":"11"}', headers), '11', 'JSON that is called a form')
})

t.test('JSON that a text broke', async (t) => {
  t.equal(read('{"subject":"the "best" shop","ticket_id":"11","note":"x"}'), '11')
  t.equal(read('{"ticket_id":11,\n"description":"line\nand "quotes""}'), '11')
  t.equal(read('{"id":"11","subject":"say "hi""}'), '11')
  const broken =
    '{"ticket_id":"11","subject":"the "best"","triggered_event":"{status:{from:Open,to:Pending}}"}'
  t.same(changes(broken), toPending)
  t.equal(read('{"subject":"my ticket_id is 99 "really"","ticket_id":"11"}'), '11', 'prose is no field')
  t.equal(read('{"subject":"a "b""}'), 'ticket_id_missing')
})

t.test('what Zendesk sends', async (t) => {
  t.equal(read({ ticket_id: '35436' }), '35436')
  const event = {
    type: 'zen:event-type:ticket.status_changed',
    account_id: 8,
    id: '2b24ef10-19d4-4740-93cf-8f98ec4776c0',
    subject: 'zen:ticket:35436',
    detail: { id: '35436', subject: 'words' },
    event: { previous: 'OPEN', current: 'PENDING' },
  }
  t.equal(read(event), '35436')
  t.same(changes(event), [{ field: 'status', from: 'OPEN', to: 'PENDING' }])
  t.equal(read({ ...event, subject: undefined }), '35436')
  t.same(changes({ ...event, type: 'zen:event-type:ticket.subject_changed' }), [])
  t.equal(read({ ...event, type: 'zen:event-type:user.created', subject: 'zen:user:7' }), 'other')
  t.equal(read({ type: 'zen:event-type:article.published', detail: { id: '7' } }), 'other')
})

t.test('no ticket', async (t) => {
  for (const body of ['', '{}', '[]', 'null', '11', '"11"', 'hello', '{"ticket_id":"{{ticket.id}}"}'])
    t.equal(read(body), 'ticket_id_missing', body)
  for (const id of ['0', '-1', '1.5', '1e3', '12345678901234567890', '1 2', '', null, true, { id: 'x' }])
    t.equal(read({ ticket_id: id }), 'ticket_id_missing', JSON.stringify(id))
})

t.test('no JSON', async (t) => {
  t.equal(read('<freshdesk_webhook><ticket_id>11</ticket_id></freshdesk_webhook>'), 'unsupported_media_type')
  t.equal(read('{"ticket_id":"11"}', { 'content-type': 'application/xml' }), 'unsupported_media_type')
  t.equal(read('x', { 'content-type': 'multipart/form-data; boundary=x' }), 'unsupported_media_type')
  t.equal(read('{"ticket_id":"11"}', { 'content-encoding': 'gzip' }), 'unsupported_encoding')
})

t.test('whatever comes, it is answered', async (t) => {
  const text = fc.string({
    unit: fc.constantFrom(...'{}[]":,=&\n\\ 1', 'ticket_id', 'id', 'zen:ticket:7', 'é'),
  })
  fc.assert(
    fc.property(fc.oneof(text, fc.json(), fc.string({ unit: 'binary' })), (body) => {
      const event = readEvent({}, Buffer.from(body))
      return event.kind !== 'ticket' || /^[1-9]\d{0,18}$/.test(event.ticketId)
    }),
    { numRuns: 150 },
  )
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      readEvent({}, Buffer.from(bytes))
    }),
    { numRuns: 100 },
  )
  t.pass()
})

t.test('a ticket’s id is found in any object that JSON or a quotation mark makes of it', async () => {
  const other = fc.dictionary(
    fc.string().filter((name) => !/ticket|id|type|subject|url|detail/i.test(name)),
    fc.jsonValue({ maxDepth: 1 }),
    { maxKeys: 5 },
  )
  fc.assert(
    fc.property(other, fc.integer({ min: 1 }), (rest, id) => read({ ...rest, ticket_id: id }) === String(id)),
    { numRuns: 60 },
  )
})

t.test('a text that is made to take long does not', async (t) => {
  const began = process.cpuUsage().user
  for (const piece of ['\n', ' ', '{"', ',ticket_id:1', '"triggered_event":"{', '\\', '"id":', '='])
    read(`{"a":"" ${piece.repeat(Math.floor(262_000 / piece.length))}`)
  t.ok(process.cpuUsage().user - began < 1_000_000)
})

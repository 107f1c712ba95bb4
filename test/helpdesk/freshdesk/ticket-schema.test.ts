import t from 'tap'
import {
  freshdeskReadableTicketsSchema,
  freshdeskTicketListSchema,
} from '../../../schemas/freshdesk/ticket.ts'

t.test('an odd field of one ticket does not make a list unreadable', async (t) => {
  const odd = {
    id: 7,
    status: '2',
    type: 5,
    tags: ['kept', null],
    responder_id: 0,
    requester_id: 'x',
    spam: 'no',
    created_at: 1,
    custom_fields: [],
    description_text: 'Relevo ho_1',
  }
  const read = freshdeskTicketListSchema.parse([{ id: 6 }, odd])
  t.match(read[1], {
    id: 7,
    status: null,
    tags: ['kept'],
    responder_id: null,
    description_text: 'Relevo ho_1',
  })
})

t.test('what a ticket is recognised by must be readable', async (t) => {
  for (const odd of [{}, { id: 0 }, { id: '7' }, { id: 7, description_text: 5 }, { id: 7, description: {} }])
    t.notOk(freshdeskTicketListSchema.safeParse([odd]).success, JSON.stringify(odd))
})

t.test(
  'where tickets are gone through for what changed, no odd one makes the others unreadable',
  async (t) => {
    const odd = { subject: 5, description: {}, description_text: ['x'], tags: 'vip' }
    const list = [{ id: 6, tags: ['x'] }, { id: 7, ...odd }, { id: '8' }, null, { id: 9 }]
    const { readable, unreadable } = freshdeskReadableTicketsSchema.parse(list)
    t.match(readable, [
      { id: 6, tags: ['x'] },
      { id: 7, subject: null, description: null, description_text: null, tags: null },
      { id: 9 },
    ])
    t.same(unreadable, ['8', 'unknown'])
  },
)

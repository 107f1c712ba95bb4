import t from 'tap'
import { htmlToText } from '../../../src/helpdesk/html-to-text.ts'
import { composeTriageNote, type TriageNote } from '../../../src/triage/write/compose-triage-note.ts'
import { triageMarker } from '../../../src/triage/write/triage-marker.ts'
import { makePrediction } from '../make-prediction.ts'

const noteOf = (over: Partial<TriageNote> = {}): string =>
  composeTriageNote({
    prediction: makePrediction(),
    action: 'suggest',
    planned: { changes: [], tags: [] },
    suggested: { changes: [{ field: 'priority', before: null, after: 'high' }], tags: ['factura'] },
    marker: triageMarker({ helpdesk: 'main', ticketId: '11' }),
    ticket: { helpdesk: 'main', id: '11', url: 'https://acme.freshdesk.com/a/tickets/11' },
    language: 'es',
    ...over,
  })

t.test(
  'says what it seems to be, how sure, why, and what would be, in the language of the settings',
  async (t) => {
    const text = htmlToText(noteOf())
    for (const part of ['Facturación', '93 %', '«factura»', 'Prioridad: Alta', 'Etiquetas: factura'])
      t.match(text, part)
    t.match(text, 'No se cambió nada')
    t.match(text, 'Relevo triage main:11')
    t.match(htmlToText(noteOf({ language: 'en' })), /This seems to be about: Billing[\s\S]*Priority: High/)
  },
)

t.test('says what was written, and what was there before', async (t) => {
  const planned = {
    changes: [
      { field: 'group' as const, before: null, after: 'Ventas' },
      { field: 'priority' as const, before: 'low', after: 'urgent' },
    ],
    tags: ['uno', 'dos'],
  }
  const text = htmlToText(noteOf({ action: 'apply', planned, language: 'en' }))
  t.match(text, 'Group: Ventas')
  t.match(text, 'Priority: Urgent (before: Low)')
  t.match(text, 'Tags: uno, dos')
  t.notMatch(text, 'Nothing of the ticket')
  const routed = { changes: [{ field: 'group' as const, before: null, after: 'Triage' }], tags: [] }
  t.match(
    htmlToText(noteOf({ action: 'route', planned: routed, language: 'en' })),
    'given to the group Triage',
  )
})

t.test('links similar tickets of the same help desk, and names others as they are called', async (t) => {
  const similar = (url: string) =>
    noteOf({
      ticket: { helpdesk: 'main', id: '11', url },
      prediction: makePrediction({
        reasons: [
          {
            code: 'similar',
            tickets: [
              { ticket: 'main:7', category: 'billing', likeness: 0.8 },
              { ticket: 'old.csv:3', category: null, likeness: 0.5 },
            ],
          },
        ],
      }),
    })
  const html = similar('https://acme.freshdesk.com/a/tickets/11')
  t.match(html, '<a href="https://acme.freshdesk.com/a/tickets/7" rel="noopener">#7</a> (80 %)')
  t.match(html, 'old.csv:3 (50 %)')
  t.notMatch(similar('file:///tickets/11'), '<a ')
  t.notMatch(similar('https://acme.example/tickets/other'), '<a ')
})

t.test('escapes everything that others may have written', async (t) => {
  const evil = '<img src=x onerror="alert(1)">'
  const html = noteOf({
    prediction: makePrediction({
      category: evil,
      reasons: [
        { code: 'model-words', category: evil, runnerUp: null, words: [{ text: evil, contribution: 1 }] },
        { code: 'similar', tickets: [{ ticket: evil, category: evil, likeness: 1 }] },
      ],
    }),
    planned: { changes: [{ field: 'group', before: evil, after: evil }], tags: [evil] },
    suggested: { changes: [{ field: 'type', before: null, after: evil }], tags: [evil] },
    ticket: { helpdesk: 'main', id: '11', url: `https://x/"${evil}/11` },
  })
  t.notMatch(html, '<img')
  t.notMatch(html.replace(/<a href="[^"]*" rel="noopener">/g, ''), /onerror="/)
  t.equal(html.split('&lt;img').length - 1 >= 7, true)
})

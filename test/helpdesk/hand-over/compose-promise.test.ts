import t from 'tap'
import { composeHandOverNote } from '../../../src/helpdesk/hand-over/compose-hand-over-note.ts'
import { composePromise } from '../../../src/helpdesk/hand-over/compose-promise.ts'

const nothing = { officeHours: null, firstResponseMinutes: null }

t.test('promises the number alone when nothing is configured', async (t) => {
  t.same(composePromise('42', nothing, null), {
    ticketId: '42',
    officeHours: null,
    isOpen: null,
    firstResponseMinutes: null,
    text: 'Your ticket number is 42.',
  })
})

t.test('promises times and office hours as configured, in the customer’s language', async (t) => {
  const officeHours = { words: 'lunes a viernes de 9 a 18 h', isOpen: false }
  t.equal(
    composePromise('42', { officeHours, firstResponseMinutes: 240 }, 'es-MX').text,
    'Tu número de ticket es 42. Una persona te responderá en un plazo de 4 horas dentro del horario de atención. Ahora estamos fuera del horario de atención. Horario de atención: lunes a viernes de 9 a 18 h.',
  )
  const timeOf = (firstResponseMinutes: number) =>
    /within (.*)\./.exec(composePromise('1', { ...nothing, firstResponseMinutes }, 'en').text)?.[1]
  t.same([1, 30, 60, 90, 150, 1_440, 2_880, 0.5].map(timeOf), [
    '1 minute',
    '30 minutes',
    '1 hour',
    '90 minutes',
    '3 hours',
    '1 day',
    '2 days',
    '1 minute',
  ])
  t.notMatch(composePromise('1', { ...nothing, firstResponseMinutes: 0 }, 'en').text, /within/)
})

t.test('claims neither open nor closed when nobody knows', async (t) => {
  const said = (words: string | null, isOpen: boolean | null) =>
    composePromise('42', { officeHours: { words, isOpen }, firstResponseMinutes: null }, 'en')
  t.match(said('Mon-Fri', null), {
    isOpen: null,
    officeHours: 'Mon-Fri',
    text: 'Your ticket number is 42. Office hours: Mon-Fri.',
  })
  t.match(said(null, true), { isOpen: true, officeHours: null, text: 'Your ticket number is 42.' })
  t.match(said(null, false), {
    isOpen: false,
    officeHours: null,
    text: 'Your ticket number is 42. We are outside office hours now.',
  })
})

t.test('the note tells the story, everything in it escaped', async (t) => {
  const story = {
    summary: 'Le cobraron <b>dos</b> veces\ny quiere "todo"',
    tried: ['Buscó el pedido', ' ', '<script>alert(1)</script>'],
    question: '¿Se le devuelve?',
    language: 'es',
  }
  const html = composeHandOverNote(story, 'group')
  t.match(html, '<b>Resumen</b><br>Le cobraron &lt;b&gt;dos&lt;/b&gt; veces<br>y quiere &quot;todo&quot;')
  t.match(html, '<ol><li>Buscó el pedido</li><li>&lt;script&gt;alert(1)&lt;/script&gt;</li></ol>')
  t.match(html, /<b>Pregunta pendiente<\/b><br>¿Se le devuelve\?/)
  t.match(html, /Asignado al grupo\./)
  const short = composeHandOverNote({ summary: '', tried: [], question: null, language: 'en' }, 'unnamed')
  t.match(short, /What the bot tried<\/b><br>Nothing\./)
  t.notMatch(short, /Open question|Summary/)
})

import t from 'tap'
import { readTranscript } from '../../src/intake/read-transcript.ts'
import { splitTranscriptText } from '../../src/intake/split-transcript-text.ts'
import { summariseTranscript } from '../../src/intake/summarise-transcript.ts'

const said = (from: string, text: string, at: string | null = null) => ({ from, text, at })

t.test('a list of lines is read by the names that bots give them', (t) => {
  t.same(
    readTranscript([
      { from: 'user', text: 'Hi', at: '2026-05-01T10:00:00Z' },
      { role: 'assistant', content: 'Hello' },
      { author: 'Usuario', mensaje: 'Hola', fecha: 1_700_000_000 },
      { sender: { name: 'Luz' }, message: 'x' },
      { direction: 'incoming', payload: { type: 'text', text: 'y' } },
      { isBot: true, content: [{ type: 'text', text: 'z' }] },
      { isBot: false, text: 7 },
      { text: 'nobody' },
      'User: as text',
      'plain',
      null,
      '',
    ]),
    [
      said('user', 'Hi', '2026-05-01T10:00:00.000Z'),
      said('bot', 'Hello'),
      said('user', 'Hola', '2023-11-14T22:13:20.000Z'),
      said('Luz', 'x'),
      said('user', 'y'),
      said('bot', 'z'),
      said('user', '7'),
      said('', 'nobody'),
      said('user', 'as text'),
      said('', 'plain'),
    ],
  )
  t.end()
})

t.test('a line without a readable text is kept as its JSON', (t) => {
  t.same(readTranscript([{ from: 'user', imageUrl: 'https://ex.org/a.png' }, true, { a: '' }]), [
    said('user', '{"from":"user","imageUrl":"https://ex.org/a.png"}'),
    said('', 'true'),
  ])
  t.end()
})

t.test('text is split only when every line has a speaker that we know', (t) => {
  t.same(splitTranscriptText('User: Hi\r\nBot: Hello\n\nAgente: ¿Sí?'), [
    said('user', 'Hi'),
    said('bot', 'Hello'),
    said('agent', '¿Sí?'),
  ])
  for (const text of [
    'User: Hi\nand more',
    'Order: 12\nProblem: late',
    'just text',
    'User:',
    'User: Hi\nBot:',
  ]) {
    t.same(splitTranscriptText(text), [said('', text)], text)
  }
  t.end()
})

t.test('a list may arrive as JSON in a text, and anything else is no transcript', (t) => {
  t.same(readTranscript('[{"from":"bot","text":"Hi"}]'), [said('bot', 'Hi')])
  t.same(readTranscript('[broken'), [said('', '[broken')])
  for (const value of [5, true, { from: 'user' }, '', '{{x}}']) t.equal(readTranscript(value), null)
  t.end()
})

t.test('a summary is made of what the person said last', (t) => {
  t.equal(
    summariseTranscript([said('bot', 'Hello'), said('user', 'I want'), said('user', 'a refund')]),
    'I want\na refund',
  )
  t.equal(summariseTranscript([said('', 'all in one')]), 'all in one')
  t.equal(summariseTranscript([]), null)
  t.end()
})

t.test('a made summary is at most 500 characters and keeps the end', (t) => {
  const long = summariseTranscript([said('user', 'old'), said('user', `${'x'.repeat(600)} refund`)])
  t.equal(long?.length, 500)
  t.match(long, /^…x+ refund$/)
  const both = summariseTranscript([said('user', 'x'.repeat(450)), said('user', 'y'.repeat(100))])
  t.equal(both, 'y'.repeat(100))
  t.ok(summariseTranscript([said('user', '😀'.repeat(400))])?.isWellFormed())
  t.end()
})

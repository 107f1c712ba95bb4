import t from 'tap'
import { composeHtml, composeWholeText, maxHtmlBytes } from '../../src/bridge/compose-html.ts'
import type { Document } from '../../src/bridge/document.ts'
import { renderHtml } from '../../src/bridge/render-html.ts'
import { fitsInto } from '../../src/bridge/shrink-document.ts'
import { en } from '../../src/bridge/texts/en.ts'
import { makeHandoff } from './make-handoff.ts'

t.test('knows whether a document fits, of whatever it consists', async (t) => {
  const documents: Document[] = [
    [{ kind: 'quote', text: 'a'.repeat(4000) }],
    [{ kind: 'facts', rows: Array.from({ length: 100 }, (_, at) => ({ label: `l${at}`, value: 'v' })) }],
    [{ kind: 'conversation', lines: Array.from({ length: 100 }, () => ({ who: '', text: '', at: null })) }],
    [{ kind: 'list', items: Array.from({ length: 200 }, () => '') }],
    [{ kind: 'footer', text: 'x' }],
  ]
  for (const document of documents) {
    const bytes = Buffer.byteLength(renderHtml(document))
    for (const room of [1, Math.floor(bytes / 10), bytes - 1]) t.notOk(fitsInto(document, room))
    for (const room of [bytes, bytes + 1]) t.ok(fitsInto(document, room))
  }
})

t.test('cuts a conversation of 200,000 lines in little time', async (t) => {
  const composition = {
    reference: 'ho_1',
    handoff: makeHandoff({
      transcript: Array.from({ length: 200_000 }, () => ({ from: '', text: 'a', at: null })),
    }),
    classification: null,
    brand: null,
    texts: en,
    attached: [],
    failed: [],
    unmapped: [],
  }
  const startedAt = performance.now()
  const html = composeHtml(composition)
  t.ok(Buffer.byteLength(html) <= maxHtmlBytes)
  t.match(html, /Relevo ho_1/)
  t.equal(composeWholeText(composition).length, 1)
  t.ok(performance.now() - startedAt < 1500)
})

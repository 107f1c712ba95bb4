import t from 'tap'
import { composeDocument } from '../../../src/bridge/compose-document.ts'
import { renderHtml } from '../../../src/bridge/render-html.ts'
import { renderText } from '../../../src/bridge/render-text.ts'
import { chooseTexts } from '../../../src/bridge/texts/choose-texts.ts'
import { htmlToText } from '../../../src/helpdesk/html-to-text.ts'
import { templateHeadings } from '../../../src/template-headings.ts'
import { createOwnWords } from '../../../src/training/clean/create-own-words.ts'
import { makeHandoff } from '../../bridge/make-handoff.ts'

const ownWords = createOwnWords(templateHeadings)
const reference = 'ho_01kq3w5jm5bq4t0b1c9c8x7y6z'

for (const language of ['es', 'en']) {
  const document = (given: Parameters<typeof makeHandoff>[0]) =>
    composeDocument({
      reference,
      handoff: makeHandoff(given),
      classification: null,
      brand: 'Acme',
      texts: chooseTexts(language),
      attached: ['a.png'],
      failed: [],
      unmapped: [],
    })

  t.test(`of a ticket that Relevo made, the person's words are left (${language})`, async (t) => {
    const summary = 'No puedo entrar.\nDice <error>'
    const said = document({ summary, transcript: [{ from: 'bot', text: 'Hola', at: null }] })
    t.equal(ownWords(htmlToText(renderHtml(said))), summary)
    t.equal(ownWords(renderText(said)), summary)
  })

  t.test(`without a summary it is the conversation (${language})`, async (t) => {
    const said = document({ summary: '', transcript: [{ from: 'user', text: 'Ayuda ya', at: null }] })
    const words = ownWords(htmlToText(renderHtml(said)))
    t.match(words, /Ayuda ya$/)
    t.notMatch(words, /Acme|a\.png|ho_/)
  })
}

t.test('what Relevo did not write stays as it is', async (t) => {
  const text = 'Summary\nof my problem\nDetails\nare these'
  t.equal(ownWords(text), text)
  t.equal(ownWords(`See ${reference}`), `See ${reference}`)
})

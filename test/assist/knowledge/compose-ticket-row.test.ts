import t from 'tap'
import type { Message } from '../../../schemas/ticket.ts'
import {
  composeArticleRow,
  composeCannedRow,
} from '../../../src/assist/knowledge/read/compose-article-row.ts'
import { composeTicketRow } from '../../../src/assist/knowledge/read/compose-ticket-row.ts'
import { keepInstructions } from '../../../src/assist/knowledge/read/keep-instructions.ts'
import { maskNames } from '../../../src/assist/knowledge/read/mask-names.ts'
import { openTextMask } from '../../../src/assist/vault/open-text-mask.ts'
import { makeTicket } from '../../bridge/scripted-helpdesk.ts'

const message = (from: Message['from'], text: string, more: Partial<Message> = {}): Message => ({
  ...{ id: '1', ticketId: '7', from, text, html: text, private: false, attachments: [] },
  ...{ authorId: null, authorName: from === 'agent' ? 'Ana Ruiz de la Rosa' : 'Marta Gil', createdAt: '' },
  ...more,
})
const tools = { openMask: openTextMask, detectLanguage: () => 'es' }
const ticket = makeTicket({ id: '7', subject: 'VPN de Marta Gil', updatedAt: '2026-01-02T00:00:00Z' })
const solution =
  'Hola Marta,\n\nborre el perfil y vuelva a importarlo desde el portal, por favor.\n\nUn saludo,\nAna Ruiz'

t.test('names of who wrote go, whole or in part, and a name that is greeted', async (t) => {
  const names = ['Marta Gil', 'Ana Ruiz de la Rosa', null, 'X', 'a@example.com']
  const masked = (text: string) => maskNames(text, names)
  t.equal(masked('Soy marta gil, y MARTA.'), 'Soy [name], y [name].')
  t.equal(masked('Pregunte a Rosa por la rosa de Gilberto.'), 'Pregunte a [name] por la rosa de Gilberto.')
  t.equal(masked('Buenos días Sra. Núñez Prado, gracias'), 'Buenos días Sra. [name], gracias')
  t.equal(masked('Dear John Smith,\nhello there'), 'Dear [name],\nhello there')
  t.equal(masked('La ventana de Ana'), 'La ventana de [name]')
  t.equal(maskNames('Uno (dos) [tres]', ['Uno (dos) [tres]']), '[name]', 'a name is no pattern')
})

t.test('a ticket teaches what was asked and what solved it, without who it was', async (t) => {
  const row = composeTicketRow(
    'fresh',
    ticket,
    [
      message('system', 'We have received your message.'),
      message(
        'customer',
        'Hola,\n\nno conecta.\n\nMi correo es marta@example.com y mi DNI 12345678Z.\n\nMarta Gil',
      ),
      message('agent', 'Se lo digo a Luis, que lo sabe todo de esto y mucho más que nadie.', {
        private: true,
      }),
      message('agent', solution),
      message('customer', '¡Gracias!'),
      message('agent', 'De nada, Marta.'),
    ],
    tools,
  )
  t.match(row, {
    ...{
      id: 'ticket:fresh:7',
      kind: 'ticket',
      helpdesk: 'fresh',
      language: 'es',
      title: /^VPN de \[NAME_1\]$/,
    },
    ...{ url: ticket.url, changed_at: Date.UTC(2026, 0, 2) },
  })
  const [asked, solved, ...rest] = row?.body.split('\n\n') ?? []
  t.match(asked, /no conecta.*\[EMAIL_1\].*\[ID_1\]/s)
  t.match(solved, /^borre el perfil/)
  t.same(rest, [])
  t.notMatch(row?.body, /Marta|Ana|Luis|12345678|example/)
})

t.test('a ticket without a question or an answer that says something teaches nothing', async (t) => {
  const row = (...messages: Message[]) => composeTicketRow('fresh', ticket, messages, tools)
  t.equal(row(), null)
  t.equal(row(message('customer', 'No va')), null)
  t.equal(row(message('customer', 'No va'), message('agent', 'Ya está.')), null)
  t.equal(row(message('agent', solution)), null)
  t.equal(row(message('customer', 'No va'), message('agent', solution, { private: true })), null)
})

t.test('articles and canned responses are kept as they are, and placeholders as in playbooks', async (t) => {
  const given = { helpdesk: 'zen', detectLanguage: () => 'es', now: 5 }
  const article = { id: '1', title: 'T', url: 'u', text: ' Cuerpo ', updatedAt: null, language: null }
  t.match(composeArticleRow(article, given), {
    id: 'article:zen:1',
    body: 'Cuerpo',
    language: 'es',
    changed_at: 5,
  })
  const dated = { ...article, language: 'en', updatedAt: '1970-01-01T00:00:01Z' }
  t.match(composeArticleRow(dated, given), { language: 'en', changed_at: 1_000 })
  t.not(composeArticleRow(dated, given)?.hash, composeArticleRow(article, given)?.hash)
  t.equal(composeArticleRow({ ...article, text: ' ' }, given), null)
  const canned = { id: '2', title: 'S', folder: null, html: '', text: 'Hola {{ticket.requester.first_name}}' }
  t.match(composeCannedRow(canned, given), { id: 'canned:zen:2', body: 'Hola [requester first name]' })
  t.equal(composeCannedRow({ ...canned, text: '' }, given), null)
})

t.test('of a reply its instructions are kept, and nothing of the case', async (t) => {
  const row = composeTicketRow(
    'fresh',
    makeTicket({ id: '8', subject: 'Caldera de Nekane Zubiri' }),
    [
      message(
        'customer',
        'Soy Nekane Zubiri, la caldera marca error F28. Mi vecina Maite Lekue tiene llave. Mi clave es Gato-9931.',
        { authorName: null },
      ),
      message(
        'agent',
        'Hola, Nekane:\n\nEl error F28 significa que no llega gas al quemador. Abra la llave del gas y pulse reset tres ' +
          'segundos. He mandado a Gorka Aldasoro el martes; la llave la tiene Maite Lekue. Su contraseña del portal es Gato-9931. ' +
          'Hemos devuelto 129,95 €.\n\n1. Espere diez minutos.\n2. Compruebe la presión.\n\nUn saludo,\nMartin Keller',
        { authorName: 'Martin Keller' },
      ),
    ],
    tools,
  )
  t.notMatch(
    `${row?.title}${row?.body}`,
    /Nekane|Zubiri|Maite|Lekue|Gorka|Aldasoro|Gato|129|Martin|Keller|martes/,
  )
  t.match(
    row?.body.split('\n\n').slice(1).join('\n\n'),
    /^El error F28 significa que no llega gas al quemador\. Abra la llave del gas y pulse reset tres segundos\.\n\n1\. Espere diez minutos\.\n2\. Compruebe la presión\.$/,
  )
  const all = (text: string) => t.equal(keepInstructions(text), text, text)
  all('Open the settings and choose Reset. If that has not helped, restart the router.')
  all(
    'Si no ha funcionado, borre el perfil VPN y vuelva a importarlo.\n- Pulse Inicio\n- Elija Red e Internet',
  )
  all('The error 809 means that port 4500 is blocked. The light is green when it is connected.')
  for (const text of [
    'We refunded your order.',
    "I've reset it for you, and your husband can get in again.",
    'Le devolvemos el dinero.',
    'Le enviaremos otro mañana por la mañana.',
    'The invoice of 12 March was paid.',
    'Se le abonarán 20 €.',
    'Your parcel was left with [NAME_2].',
  ])
    t.equal(keepInstructions(text), '', text)
})

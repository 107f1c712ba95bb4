import t from 'tap'
import { normaliseText } from '../../../src/classify/model/text/normalise-text.ts'
import { stripReply } from '../../../src/classify/model/text/strip-reply.ts'

const own = 'No me llega el pedido\nLo pedí hace dos semanas y sigue sin llegar.'

t.test('what a mail answers is stripped, in six languages', async (t) => {
  const headers = [
    'On Mon, 3 Nov 2025 at 10:02, Ana <ana@example.com> wrote:\nold text of another person',
    'El lun, 3 nov 2025 a las 10:02, Ana (<ana@example.com>) escribió:\n\ntexto antiguo de otra persona',
    'El lun, 3 nov 2025 a las 10:02, Servicio de atención\n<ayuda@example.com>\nescribió:\n> texto antiguo',
    'Le lun. 3 nov. 2025 à 10:02, Ana <ana@example.com> a écrit :\nvieux texte',
    'Am 03.11.2025 um 10:02 schrieb Ana <ana@example.com>:\nalter Text',
    'Em seg., 3 de nov. de 2025 às 10:02, Ana escreveu:\ntexto antigo',
    'Il giorno lun 3 nov 2025 alle ore 10:02 Ana ha scritto:\nvecchio testo',
    '-----Original Message-----\nFrom: Ana\nold text',
    '-----Mensaje original-----\nDe: Ana\ntexto antiguo',
    'De: Ana <ana@example.com>\nEnviado el: lunes, 3 de noviembre\nPara: Ayuda\nAsunto: RE: pedido\n\ntexto antiguo',
    'From: Ana\nSent: Monday\nTo: Help\nSubject: RE: order\n\nold text',
    '> texto antiguo\n> de otra persona',
  ]
  for (const header of headers) t.equal(stripReply(`${own}\n\n${header}`).trim(), own, header.slice(0, 30))
})

t.test('an answer between or under quoted lines stays', async (t) => {
  const text =
    'On 3 May 2025, Ana wrote:\n> does it work?\nno, it still shows an error\n> and now?\nnot at all'
  t.equal(stripReply(text), 'no, it still shows an error\nnot at all')
})

t.test('signatures, greetings, closings and disclaimers are stripped', async (t) => {
  const ends = [
    '-- \nAna Pérez\nCalle Mayor 1',
    'Enviado desde mi iPhone',
    'Sent from my Samsung Galaxy',
    'Un saludo,\nAna Pérez\nTel. 600 000 000',
    'Kind regards\nAna',
    'Muchas gracias.',
    'Este correo electrónico y sus anexos son confidenciales y van dirigidos exclusivamente a su destinatario.\nSi lo ha recibido por error, bórrelo.',
    'This e-mail is confidential and intended solely for the use of the individual to whom it is addressed.',
  ]
  for (const end of ends) t.equal(stripReply(`${own}\n\n${end}`).trim(), own, end.slice(0, 30))
  const [subject, body] = own.split('\n')
  t.equal(stripReply(`${subject}\nBuenos días:\n${body}`), own)
  t.equal(stripReply(`${subject}\nDear customer service,\n${body}`), own)
})

t.test('what somebody wrote stays', async (t) => {
  const texts = [
    '',
    'hola',
    'Sent from my iPhone',
    'gracias, pero el pedido no llega',
    'Hola\nno funciona',
    'Un saludo\ngracias',
    `${own}\nEl técnico me escribió: que no`,
    `${own}\nDe: Madrid a Sevilla`,
    `${own}\nGracias\n¿Cuándo llega?`,
    `${own}\n---------- Forwarded message ---------\nFrom: shop\nyour parcel is lost`,
    '> todo citado aquí\n> y nada más',
    'El 3 nov 2025, Ana escribió:\ntodo es texto antiguo',
  ]
  for (const text of texts) t.equal(stripReply(text), text)
})

t.test('no text takes long, however odd', async (t) => {
  const odd = [
    'a-',
    'a@',
    '@.',
    'x',
    '1-',
    'www.',
    'http://',
    '> \n',
    'On 1 wrote:\n',
    'El 1\n',
    'De: a\n',
    'este correo ',
    '-----',
    ' ',
    '\n',
    '\ufdfa',
    '\ud83d',
    '😀',
    "n'",
    '\u0301',
    'von meinem ',
  ]
  for (const part of odd) {
    const text = part.repeat(20_000)
    const before = performance.now()
    normaliseText(text)
    normaliseText(`${own}\n${text}`)
    normaliseText(`1a ${text}!`)
    const took = performance.now() - before
    t.ok(took < 1500, `${JSON.stringify(part)}: ${Math.round(took)} ms`)
  }
})

t.test('a text is normalised alike however it is written', async (t) => {
  t.equal(normaliseText('ＣＡＦÉ'), 'cafe')
  t.equal(normaliseText('Cafe\u0301'), 'cafe')
  t.equal(normaliseText('CAFE'), 'cafe')
  t.equal(normaliseText('¡roto😡😡!'), '¡roto 😡  😡 !')
  t.equal(normaliseText('a\ud83d'), 'a\ufffd')
  t.equal(
    normaliseText('Mi pedido AB-123456 y ana@example.com'),
    normaliseText('mi pedido XY-98765 y luis@example.org'),
  )
})

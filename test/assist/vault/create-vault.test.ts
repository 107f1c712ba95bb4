import fc from 'fast-check'
import t from 'tap'
import { createVault } from '../../../src/assist/vault/create-vault.ts'

const known = {
  names: ['Ana María López García', 'Equipo de Soporte', 'Will Grant'],
  emails: ['ana.lopez@example.org'],
  phones: ['+34 600 11 22 33'],
}
const nobody = { names: [], emails: [], phones: [] }

t.test(
  'the same value gets the same token, whatever its case, and each spelling comes back as it was',
  async (t) => {
    const vault = createVault({ known })
    const text = 'Soy Ana López. ANA LÓPEZ, ana lópez y Ana Lopez'
    t.equal(vault.mask(text), 'Soy [NAME_1]. [NAME_1_2], [NAME_1_3] y [NAME_1_4]')
    t.equal(vault.unmask('[NAME_1], [NAME_1_2]'), 'Ana López, ANA LÓPEZ')
    t.equal(vault.mask('Ana López otra vez'), '[NAME_1] otra vez', 'in another text')
    t.same(vault.counts(), { name: 1 })
  },
)

t.test('masks each kind, in Spanish and in English', async (t) => {
  for (const [text, masked] of [
    ['Hola Ana, soy Juan Pérez.', 'Hola [NAME_1], soy [NAME_2].'],
    ['Un saludo,\njuan', 'Un saludo,\n[NAME_1]'],
    ['tel. +34 600-11-22-33 / (55) 1234-5678', 'tel. [PHONE_1] / [PHONE_2]'],
    ['call me at 020 7946 0018', 'call me at [PHONE_1]'],
    ['ana.lopez+x@correo.example.org, gracias', '[EMAIL_1], gracias'],
    ['ana (arroba) example (punto) org', '[EMAIL_1]'],
    ['mi usuario es ana.lopez', 'mi usuario es [EMAIL_1]'],
    ['tarjeta 4111 1111 1111 1111', 'tarjeta [CARD_1]'],
    ['IBAN ES91 2100 0418 4502 0005 1332 gracias', 'IBAN [IBAN_1] gracias'],
    ['DNI 12345678Z, NIE X-1234567-L, CIF B12345674', 'DNI [ID_1], NIE [ID_2], CIF [ID_3]'],
    ['CPF 529.982.247-25, RUT 12.345.678-5', 'CPF [ID_1], RUT [ID_2]'],
    ['pedido 10293 y order #AB-12345', 'pedido [ID_1] y order #[ID_2]'],
    ['C/ Mayor 3, 2ºB, 28001 Madrid. Gracias', '[ADDRESS_1]. Gracias'],
    ['at 742 Evergreen Terrace, Springfield, IL 62704', 'at [ADDRESS_1]'],
    ['desde 192.168.1.20 y 2001:db8::ff00:42:8329', 'desde [IP_1] y [IP_2]'],
    ['mira https://example.org/t?id=9&u=ana.', 'mira [URL_1].'],
    ['nací el 12/03/1985', 'nací el [ID_1]'],
  ] as const)
    t.equal(createVault({ known }).mask(text), masked)
})

t.test('leaves what the help is about', async (t) => {
  for (const text of [
    'error 1603 en Windows 11, KB5034441, código 0x80070005',
    'el 12/03/2026 a las 10:30 pagué 1.234,50 €; 12,000 USD',
    'https://example.org/help/vpn explica la versión 10.2.3.4',
    'HTTP 404, puerto 8080, 16384 MB, 127.0.0.1',
    'Gracias por todo. Hola a todos: el Equipo de soporte responde.',
    'Will you grant access? La contraseña no funciona en la VPN.',
    'la calle está cortada hace 3 días',
    'iPhone 15, HP-2055dn, ISO 27001',
  ])
    t.equal(createVault({ known }).mask(text), text)
})

t.test('finds what HTML, typography and decomposed letters hide', async (t) => {
  for (const text of [
    'Ana Mari\u0301a Lo\u0301pez',
    'Ana\u00a0López',
    'A\u00adna L\u200bópez',
    'ana&#46;lopez&#64;example&period;org',
    'L&oacute;pez',
    'ana＠example.org',
  ]) {
    const vault = createVault({ known })
    const masked = vault.mask(text)
    t.match(masked, /^\[(NAME|EMAIL)_1\]$/, text)
    t.equal(vault.unmask(masked), text)
  }
})

t.test(
  'a token that the model has changed in case or spacing is known; one that it made up is told',
  async (t) => {
    const vault = createVault({ known })
    vault.mask('Ana López, ANA LÓPEZ')
    for (const token of [
      '[NAME_1]',
      '[name_1]',
      '[ NAME_1 ]',
      '[NAME 1]',
      '[Name-1]',
      '\\[NAME\\_1\\]',
      '[NAME_01]',
      '[NAME1]',
    ])
      t.equal(vault.unmask(`Hola ${token}:`), 'Hola Ana López:', token)
    t.equal(vault.unmask('[name 1 2]'), 'ANA LÓPEZ')
    t.equal(
      vault.unmask('[EMAIL_7] [SECRET_1] [número de pedido]'),
      '[EMAIL_7] [SECRET_1] [número de pedido]',
    )
    t.same(vault.strange('[EMAIL_7], [NAME_1], [email 7] y [EMAIL_7]'), ['[EMAIL_7]', '[email 7]'])
  },
)

t.test('nobody gets at a value by writing a token into a text', async (t) => {
  const vault = createVault({ known: nobody })
  vault.mask('ana@example.org')
  const masked = vault.mask('dime [EMAIL_1] y \\\\[email 1]')
  t.equal(masked, 'dime [TEXT_1] y [TEXT_2]')
  t.equal(vault.unmask(masked), 'dime [EMAIL_1] y \\\\[email 1]')
  t.same(vault.counts(), { email: 1 })
})

t.test('a name that somebody gave himself is known from then on', async (t) => {
  const vault = createVault({ known: nobody })
  t.equal(vault.mask('me llamo iker zubiri'), 'me llamo [NAME_1]')
  t.equal(vault.mask('¿Podría Zubiri entrar?'), '¿Podría [NAME_2] entrar?')
})

const fragment = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    ...[
      'Ana',
      ' López',
      'ana.lopez@example.org',
      '+34 600 11 22 33',
      '4111 1111 1111 1111',
      '[NAME_1]',
      '[name 1',
      ']',
      '[',
      '\\',
      '\\[',
      '[TEXT_1_2]',
    ],
    ...[
      'a@b.es',
      'soy Juan',
      'Mari\u0301a',
      '\u00a0',
      '\u200b',
      '&#64;',
      '&amp;',
      'http://x.es/?a=',
      'C/ Mayor 3',
      ' ',
      '\n',
      '_1]',
      '\ud800',
      'DNI 12345678Z',
      '１２',
    ],
  ),
)
const anyText = fc.array(fragment, { maxLength: 14 }).map((parts) => parts.join(''))

t.test('what goes in and comes back is exactly what it was, whatever the text', async () => {
  fc.assert(
    fc.property(fc.array(anyText, { minLength: 1, maxLength: 3 }), (texts) => {
      const vault = createVault({ known })
      return texts.map((text) => vault.mask(text)).every((masked, at) => vault.unmask(masked) === texts[at])
    }),
    { numRuns: 1200 },
  )
})

t.test('in pieces it says the same as at once, and holds back no more than a token', async (t) => {
  fc.assert(
    fc.property(anyText, fc.array(fc.nat(9), { maxLength: 40 }), (text, lengths) => {
      const vault = createVault({ known })
      const masked = vault.mask(text)
      const pieces = vault.unmaskPieces()
      let told = ''
      let at = 0
      for (const length of lengths) {
        told += pieces.take(masked.slice(at, at + length))
        at += length
      }
      told += pieces.take(masked.slice(at)) + pieces.end()
      return told === text
    }),
    { numRuns: 800 },
  )
  const vault = createVault({ known })
  vault.mask('Ana López')
  const pieces = vault.unmaskPieces()
  t.same(
    ['Hola [NA', 'ME_', '1', '], [ya', ' está', '] [', `${'x'.repeat(50)}`].map((piece) =>
      pieces.take(piece),
    ),
    ['Hola ', '', '', 'Ana López, ', '[ya está', '] ', `[${'x'.repeat(50)}`],
  )
})

t.test('a long text takes no longer than its length', async (t) => {
  for (const unit of [
    'a@',
    '1 ',
    '-',
    'a1',
    'http://',
    '1.',
    'É1-',
    '😀',
    'calle A ',
    'Hola Ana ',
    '12 High ',
    'pedido ',
    'ES91',
    '[NAME_',
    'a:',
    '\u0301',
    'tel ',
    'C/',
    'A.',
    '(',
  ]) {
    const text = unit.repeat(Math.floor(100_000 / unit.length))
    // Of this process alone, however busy the machine.
    const since = process.cpuUsage()
    createVault({ known }).mask(text)
    const took = process.cpuUsage(since).user / 1000
    t.ok(took < 1000, `${unit}: ${Math.round(took)} ms`)
  }
})

t.test('an address of the web with a secret in it is one mark', (t) => {
  const vault = createVault({ known: { names: [], emails: [], phones: [] } })
  t.equal(vault.mask('https://x.example/reset?token=[SECRET_1] gracias'), '[URL_1] gracias')
  t.equal(vault.mask('[https://x.example/a?id=77]'), '[[URL_2]]')
  t.end()
})

t.test('a surname after a name that is known is a part of it', (t) => {
  const vault = createVault({ known: { names: ['Iker'], emails: [], phones: [] } })
  t.equal(vault.mask('Iker Mendizabal\nJefe de compras'), '[NAME_1]\nJefe de compras')
  t.equal(vault.mask('Iker Windows'), '[NAME_2] Windows')
  t.end()
})

import t from 'tap'
import { explainTold } from '../../../src/desk/handoffs/explain-told.ts'
import { deskLanguages } from '../../../src/desk/texts/choose-desk-texts.ts'

const tell = (event: string, why: string) =>
  explainTold(
    why,
    { event, helpdesk: 'main' },
    { words: deskLanguages['es'], language: 'es', vendorOf: () => 'Freshdesk', ruled: new Set(['Look']) },
  )

t.test(
  'what the ledger records is told in the reader’s language, with its own words as the detail',
  async (t) => {
    const known: [event: string, why: string, text: RegExp][] = [
      ['write-marked', 'create a ticket', /^para crear un ticket$/],
      ['write-marked', 'add to ticket 77', /^para añadirla al ticket #77$/],
      [
        'delivered',
        'A new ticket: this person has no recent one to add to.',
        /^Un ticket nuevo: esta persona/,
      ],
      [
        'delivered',
        'Same subject as ho_1 (#6) within 24 h (similarity 0.71, needed 0.55, 4 telling words shared). That ticket is closed.',
        /^Trata de lo mismo que el ticket #6, dentro de 24 horas\. El ticket está cerrado\.$/,
      ],
      [
        'delivered',
        'Same conversation as ho_1 (#6). It cannot be read: The help desk did not answer in time.',
        /^Es de la misma .*#6\. Ese ticket no se puede leer: .*Freshdesk/,
      ],
      ['policy', 'a1b2: no rule matched', /^no se aplicó ninguna regla$/],
      ['waiting', 'Its source is paused.', /pausa/],
      ['parked', 'The help desk refuses the request (400): product_id.', /^Freshdesk pide: Product\.$/],
      ['parked', 'Look', /: Look\.$/],
      ['refused', 'contact_missing', /^No hay manera de responder/],
      [
        'flagged',
        'mailed-fallback: Sent by e-mail, as the help desk has been away too long.',
        /^enviada por correo: Env/,
      ],
      ['escalation-skipped', 'late: An agent has answered.', /^late: Un agente ha respondido\.$/],
    ]
    for (const [event, why, text] of known) {
      t.match(tell(event, why).text, text)
      t.equal(tell(event, why).detail, why)
    }
    t.same(tell('classified', 'bot: billing'), { text: 'bot: Facturación', detail: null })
    t.same(tell('classified', 'none: unsure'), { text: 'nadie: sin decidir', detail: null })
  },
)

t.test('what is not known, or was written by a person, stays as it is', async (t) => {
  for (const [event, why] of [
    ['delivered', 'A new ticket: for another reason.'],
    ['delivered', 'That ticket is gone. And something new.'],
    ['dismissed', 'create a ticket'],
    ['policy', 'a1b2: vip; tags could not be rendered'],
    ['flagged', 'strange: x'],
  ] as const)
    t.same(tell(event, why), { text: why, detail: null })
})

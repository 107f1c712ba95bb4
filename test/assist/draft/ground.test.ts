import t from 'tap'
import { createGrounds } from '../../../src/assist/draft/ground.ts'
import { claims, heldOut, type LabelledClaim, sources } from './labelled-claims.ts'

const grounds = createGrounds(
  Object.entries(sources).map(([id, text]) => ({ id, text, trusted: id !== 'conversation' })),
)

const measure = (labelled: readonly LabelledClaim[]) => {
  const faults = labelled.flatMap(([claim, standsOn]) => {
    const [statement] = grounds.claims([{ text: claim, sources: [] }]).statements
    const found = statement?.sources ?? []
    if (standsOn === null ? found.length === 0 : found.includes(standsOn)) return []
    return [{ claim, missed: standsOn !== null, found }]
  })
  const missed = faults.filter((fault) => fault.missed).length
  return { missed, wrong: faults.length - missed, faults }
}

t.test('claims stand on what says so, and on nothing else', async (t) => {
  const chosenBy = measure(claims)
  t.same([chosenBy.missed, chosenBy.wrong], [0, 0], `of ${claims.length}, by which the thresholds were set`)
  // Near misses all of them: another condition, another way of payment. What is left of them is told in docs/decisions/0022-drafts.md.
  const unseen = measure(heldOut)
  t.ok(unseen.missed <= 2, `${unseen.missed} of 12 true ones missed`)
  t.ok(unseen.wrong <= 4, `${unseen.wrong} of 12 false ones supported`)
})

t.test('a citation narrows down, and is never enough', async (t) => {
  const claim = 'Gift cards are not refunded.'
  const of = (text: string, ...cited: string[]) =>
    grounds.claims([{ text, sources: cited }]).statements[0]?.sources
  t.same(of(claim, 'refund', 'vpn'), ['refund'])
  t.same(of(claim, 'vpn'), [], 'what was named does not say it')
  t.same(of('We have sent you a replacement by courier.', 'refund', 'vpn', 'reset'), [])
  const cited = grounds.text(`Hello Ana,\n\n${claim}`, {
    citations: [{ text: claim, sources: ['vpn'] }],
    names: ['Ana'],
  })
  t.match(cited.statements, [{ kind: 'greeting' }, { kind: 'claim', sources: [] }])
})

t.test('greeting, questions, courtesy and signature are told from claims', async (t) => {
  const letter = [
    'Hola, Ana:',
    'Gracias por escribirnos. Lamento las molestias.',
    'Siga estos pasos:\n1. Abra GlobalConnect.\n2. Escriba vpn.acme.example como servidor, p. ej. desde casa.',
    '¿Podría decirnos desde cuándo le pasa? Quedo a su disposición.',
    'Un cordial saludo,\nLuis Gil\nAcme',
  ].join('\n\n')
  const { statements, unknown } = grounds.text(letter, { names: ['Luis Gil', 'Acme', 'Ana'] })
  t.same(
    statements.map(({ kind }) => kind),
    [
      'greeting',
      'greeting',
      'greeting',
      'greeting',
      'claim',
      'claim',
      'question',
      'closing',
      'closing',
      'closing',
      'closing',
    ],
  )
  t.same(unknown, [])
  const flat = (text: string) => text.replace(/\s+/g, ' ').trim()
  t.equal(
    flat(statements.map(({ text }) => text).join(' ')),
    flat(letter),
    'strung together they are the letter',
  )
  const forged = grounds.text('Hello,\n\nKind regards,\nRefund Granted', { names: ['Luis Gil'] })
  t.match(
    forged.statements.at(-1),
    { kind: 'claim', sources: [] },
    'a promise below the letter is no signature',
  )
  const asked = grounds.text('Did you know that we pay 500 € to you?')
  t.match(asked, {
    statements: [{ kind: 'claim', sources: [] }],
    unknown: [{ kind: 'quantity', key: '500 eur' }],
  })
})

t.test('addresses must stand in what is not the customer’s', async (t) => {
  const given = createGrounds([
    {
      id: 'conversation',
      text: 'Write to thief@evil.example or see https://evil.example/a.',
      trusted: false,
    },
    { id: 'a', text: 'See https://acme.example/help or write to help@acme.example.', trusted: true },
  ])
  const unknownOf = (text: string) => given.claims([{ text, sources: [] }]).unknown.map(({ kind }) => kind)
  t.same(unknownOf('See https://acme.example/help or write to help@acme.example.'), [])
  t.same(unknownOf('Write to thief@evil.example or see https://evil.example/a.'), ['url', 'email'])
  t.same(unknownOf('See https://acme.example/help/x?y=1 or acme.example.evil.test/help.'), ['url', 'url'])
  t.same(unknownOf('See https://acme.example/help?d=secret'), ['url'])
})

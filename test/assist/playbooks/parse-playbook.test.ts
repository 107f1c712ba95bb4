import t from 'tap'
import { isKnown } from '../../../src/assist/playbooks/is-known.ts'
import { parsePlaybook } from '../../../src/assist/playbooks/parse-playbook.ts'
import { describePlaybookFault } from '../../../src/assist/playbooks/playbook-fault.ts'

const head = `---
name: vpn
language: en
title: The VPN does not connect
categories: [technical]
keywords: [vpn, tunnel]
---
`
const faultsOf = (text: string): string[] => {
  const parsed = parsePlaybook(text, 'vpn.md')
  return parsed.ok ? [] : parsed.faults.map(describePlaybookFault)
}

t.test('a playbook is read whole, without the marks of Markdown', async (t) => {
  const parsed = parsePlaybook(
    `${head}
# The VPN

## Response

Hello [name],
thank you for **writing**.

Please try this:

1. Open \`Settings\`.
2. Choose *VPN*
   and connect.

- On a phone too

## Root cause
- The certificate has expired.

Nothing else is known.

## Resolution
1. Renew it:
   \`\`\`powershell
   Get-VpnConnection
     -AllUserConnection
   \`\`\`

## Questions
- Which device is it? — known: Windows, mac, /android \\d{1,2}/
- Since when? (known: yesterday, since)
- What is said?

## Links
- [Windows](https://support.microsoft.com)
- https://support.apple.com
`.replaceAll('\n', '\r\n'),
    'vpn.md',
  )
  t.strictSame(parsed, {
    ok: true,
    playbook: {
      name: 'vpn',
      language: 'en',
      title: 'The VPN does not connect',
      categories: ['technical'],
      keywords: ['vpn', 'tunnel'],
      response: [
        'Hello [name], thank you for writing.',
        'Please try this:',
        '1. Open Settings.\n2. Choose *VPN* and connect.',
        '- On a phone too',
      ],
      rootCause: ['The certificate has expired.', 'Nothing else is known.'],
      diagnosticSteps: [],
      resolution: ['Renew it:\nGet-VpnConnection\n  -AllUserConnection'],
      requirements: [],
      complications: [],
      followUp: [],
      questions: [
        { text: 'Which device is it?', known: ['Windows', 'mac', '/android \\d{1,2}/'] },
        { text: 'Since when?', known: ['yesterday', 'since'] },
        { text: 'What is said?', known: [] },
      ],
      links: [
        { title: 'Windows', url: 'https://support.microsoft.com' },
        { title: 'support.apple.com', url: 'https://support.apple.com' },
      ],
    },
  })
})

t.test('headings are Spanish as well, with or without accents', async (t) => {
  const parsed = parsePlaybook(
    `${head}## Respuesta\nHola\n## CAUSA RAIZ\n- a\n## Pasos de diagnóstico\n- b\n## Solución\n- c\n## Seguimiento\n- d\n## Preguntas\n- ¿Qué? — se sabe: eso\n`,
    'vpn.md',
  )
  t.match(parsed, {
    playbook: {
      rootCause: ['a'],
      diagnosticSteps: ['b'],
      resolution: ['c'],
      followUp: ['d'],
      questions: [{ text: '¿Qué?', known: ['eso'] }],
    },
  })
})

t.test('everything that is wrong is told at once, each with its line', async (t) => {
  const faults = faultsOf(`---
name: Not A Name
language: english
owner: me
categories: access
---
Loose words
## Response
## Answer
## Root cause
- a
## Causa
- b
### Requirements
- c
## Questions
Which one?
- Which? — known: /(?=x)/
- Which? — known:
## Links
- nothing
`)
  t.same(
    faults.map((fault) => fault.slice(0, fault.indexOf(' '))),
    [1, 2, 3, 4, 5, 7, 8, 9, 12, 14, 17, 18, 19, 21].map((line) => `vpn.md:${line}:`),
    faults.join('\n'),
  )
  t.match(faults[3], /"owner" is not known/)
  t.match(faults[11], /ahead/)
})

t.test('what is no playbook at all is told in one sentence', async (t) => {
  t.match(faultsOf('## Response\nHi'), [/three hyphens/])
  t.match(faultsOf('---\nname: x\n## Response\nHi'), [/ends its head/])
  t.match(faultsOf('---\nname: [x\n---\n## Response\nHi'), [/^vpn.md:\d+: The head cannot be read/])
  t.match(faultsOf(head), [/^vpn.md:8: The section "Response" is missing/])
  t.match(faultsOf(`${head}## Response\n\`\`\`\nnot closed`), [/not closed/])
  t.match(faultsOf('x'.repeat(200_001)), [/^vpn.md: It is longer/])
})

t.test('a question is answered by a whole word or a pattern, whatever the case and accents', async (t) => {
  t.ok(isKnown(['contraseña'], 'Olvidé mi CONTRASENA.'))
  t.ok(isKnown(['order number'], 'my order-number is'))
  t.notOk(isKnown(['mac'], 'the machine'))
  t.ok(isKnown(['/#?\\d{4,10}/'], 'order 12345'))
  t.ok(isKnown(['/versión \\d/'], 'VERSION 7'))
  t.notOk(isKnown(['/\\d{4}/', '??'], 'none 123'))
  t.notOk(isKnown([], 'anything'))
})

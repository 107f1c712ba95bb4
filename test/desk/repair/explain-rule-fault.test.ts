import t from 'tap'
import { parseYaml } from '../../../src/config/parse-yaml.ts'
import { explainRuleFault } from '../../../src/desk/repair/explain-rule-fault.ts'
import { en } from '../../../src/desk/texts/en.ts'
import { es } from '../../../src/desk/texts/es.ts'
import { parsePolicy } from '../../../src/policy/parse-policy.ts'

const unknown = { sources: ['web'], helpdesks: ['main'], categories: ['billing'] }
const messagesOf = (rule: string): string[] => {
  const parsed = parsePolicy(parseYaml(`rules: [${rule}]`).value, unknown, { lineOf: () => null, prefix: [] })
  return parsed.ok ? [] : parsed.faults.map(({ message }) => message)
}

t.test("what is wrong with rules is told in the reader's language", async (t) => {
  const faulty: [string, string[]][] = [
    [
      "{ name: a, when: { categroy: 'billing' }, then: { group: 'x' } }",
      ['Ajuste desconocido. ¿Querías decir `category`?'],
    ],
    [
      "{ name: a, when: { source: 'wbe' }, then: { group: 'x' } }",
      ['No existe este nombre de origen: `wbe`. ¿Querías decir `web`?'],
    ],
    [
      "{ name: a, when: { category: 'zzzz' }, then: { helpdesk: 'other' } }",
      [
        'No existe este nombre de mesa de ayuda: `other`. Se conocen: main.',
        'No existe este nombre de categoría: `zzzz`. Se conocen: billing.',
      ],
    ],
    ['{ name: a }', ['Falta: aquí hace falta un grupo de ajustes.']],
    ["{ name: 7, then: { group: 'x' } }", ['Se esperaba un texto y hay un número. Ponlo entre comillas.']],
    ["{ name: a, then: { priority: 'huge' } }", ['Usa uno de estos valores: low, medium, high, urgent.']],
  ]
  for (const [rule, told] of faulty) {
    const messages = messagesOf(rule)
    t.same(messages.map((message) => explainRuleFault(message, es)).sort(), told.sort())
    t.same(
      messages.map((message) => explainRuleFault(message, en)),
      messages,
    )
  }
  t.equal(explainRuleFault('Something new.', es), 'Something new.')
})

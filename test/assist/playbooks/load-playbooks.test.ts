import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { loadPlaybooks } from '../../../src/assist/playbooks/load-playbooks.ts'
import { describePlaybookFault } from '../../../src/assist/playbooks/playbook-fault.ts'
import { defaultCategories } from '../../../src/classify/default-categories.ts'

const playbook = (name: string, language: string, title: string): string =>
  `---\nname: ${name}\nlanguage: ${language}\ntitle: ${title}\n---\n## Response\nHello\n`

t.test(
  'what ships is whole, the same in Spanish and in English, and for categories that there are',
  async (t) => {
    const { playbooks, faults } = await loadPlaybooks({ folder: undefined, shipped: true })
    t.same(faults.map(describePlaybookFault), [])
    const namesOf = (language: string) =>
      playbooks.filter(({ playbook }) => playbook.language === language).map(({ playbook }) => playbook.name)
    t.equal(namesOf('en').length, 10)
    t.same(namesOf('es'), namesOf('en'))
    for (const { playbook, path } of playbooks) {
      const { language, name, response, links, categories, questions, ...rest } = playbook
      t.ok(
        Object.values(rest).every((part) => part.length > 0),
        `${path} has all sections`,
      )
      t.ok(response.length >= 4 && questions.length >= 3, path)
      t.ok(questions.every(({ known }) => known.length > 0))
      t.same(
        categories.filter((category) => !(category in defaultCategories)),
        [],
        path,
      )
      const other = playbooks.find((one) => one.playbook.name === name && one.playbook.language !== language)
      const placeholders = (texts: readonly string[]) => texts.join('\n').match(/\[[^\]]+\]/g)?.length ?? 0
      t.equal(placeholders(response), placeholders(other?.playbook.response ?? []), `${path}: placeholders`)
      t.same([categories, links.length], [other?.playbook.categories, other?.playbook.links.length])
      // Whoever answers greets and signs.
      t.notMatch(response[0], /^(hello|hi|dear|hola|buen|estimad)/i)
    }
  },
)

t.test(
  'no letter says that somebody looked or looks at something, or waives what is to be paid',
  async (t) => {
    const acts =
      /(?<!\p{L})(?:(?:we|i)(?:['’]ve| have|['’]m| am| are) (?!sorry)\p{L}|(?:hemos|he|estoy|estamos) \p{L}+(?:ado|ido|to|cho|ando|endo)(?!\p{L})|no tiene que pagar|(?:do not|don['’]t) (?:need|have) to pay|nothing is charged|no se le cobrará)/iu
    for (const claim of [
      'I have looked up order 1.',
      'He consultado el pedido.',
      'Estoy comprobando la factura.',
    ])
      t.match(claim, acts)
    const { playbooks } = await loadPlaybooks({ folder: undefined, shipped: true })
    for (const { playbook, path } of playbooks) t.notMatch(playbook.response.join('\n'), acts, path)
  },
)

t.test("a folder's own playbooks go before those that ship, and what cannot be read is told", async (t) => {
  const folder = t.testdir({
    'README.md': 'What this folder is for',
    'notes.txt': 'nothing',
    'ours.md': playbook('vpn', 'en', 'Our VPN'),
    'z.md': playbook('vpn', 'en', 'Once more'),
    'broken.md': playbook('wifi', 'en', 'Broken').replace('## Response', '## Answer'),
    '.hidden': { 'a.md': 'nothing' },
  })
  await mkdir(join(folder, 'es'))
  await writeFile(join(folder, 'es', 'parking.md'), playbook('parking', 'es', 'Aparcamiento'))
  const { playbooks, faults } = await loadPlaybooks({ folder, shipped: true })
  const find = (name: string, language: string) =>
    playbooks.find(({ playbook }) => playbook.name === name && playbook.language === language)
  t.equal(find('vpn', 'en')?.playbook.title, 'Our VPN')
  t.not(find('vpn', 'es')?.playbook.title, undefined)
  t.equal(find('parking', 'es')?.playbook.title, 'Aparcamiento')
  t.not(find('wifi', 'en')?.playbook.title, 'Broken')
  t.match(find('parking', 'es')?.changedAt, Number)
  t.same(playbooks.length, 21)
  t.match(faults.map(describePlaybookFault), [
    /broken\.md:6: There is no section "Answer"/,
    /z\.md: .*same name/,
  ])
  const alone = await loadPlaybooks({ folder, shipped: false })
  t.equal(alone.playbooks.length, 2)
  const nowhere = await loadPlaybooks({ folder: join(folder, 'none'), shipped: false })
  t.match(nowhere, { playbooks: [], faults: [{ message: /cannot be read: ENOENT/ }] })
})

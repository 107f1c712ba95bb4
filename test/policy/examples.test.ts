import { globSync, readFileSync } from 'node:fs'
import type { Test } from 'tap'
import t from 'tap'
import { parse as parseYaml } from 'yaml'
import { run } from '../commands/run.ts'
import { fences } from '../docs/fences.ts'

interface Sample {
  source?: string
  at?: string
  /** What the bot sends besides an address. */
  body: Record<string, unknown>
  matched: string[]
  plan: Record<string, unknown>
}

interface Explained {
  rules: { rule: string; kind: string }[]
  problems: unknown[]
  plan: { park: string | null }
}

const workday = '2026-11-18T15:00:00Z'
const sunday = '2026-11-22T15:00:00Z'

const samples: Record<string, Sample[]> = {
  shop: [
    {
      body: { resumen: 'Me cobraron dos veces la compra', categoria: 'pagos', order_id: '7' },
      matched: ['Cobro doble'],
      plan: {
        group: 'Pagos',
        priority: 'urgent',
        notes: [/antes de responder.\nPedido 7\./],
        acknowledgement: /su reclamo es el número/,
        escalations: [{ due: '2026-11-18T17:00:00.000Z', group: 'Atención al cliente' }],
      },
    },
    {
      body: { resumen: 'No me llega la factura' },
      matched: ['Pagos'],
      plan: { group: 'Pagos', priority: 'high' },
    },
    {
      body: { resumen: 'Quiero saber algo del PEDIDO nº 48213' },
      matched: ['Dónde está mi pedido'],
      plan: { group: 'Envíos' },
    },
    {
      body: { resumen: 'I want to return the chair', category: 'returns' },
      matched: ['Devoluciones'],
      plan: { group: 'Devoluciones' },
    },
    {
      at: sunday,
      body: { resumen: 'Una pregunta', categoria: 'otro' },
      matched: ['Fuera de horario'],
      plan: { tags: ['relevo', 'fuera-de-horario'] },
    },
    {
      body: { resumen: 'Una pregunta', categoria: 'otro' },
      matched: ['Lo demás'],
      plan: { group: 'Atención al cliente' },
    },
  ],
  software: [
    {
      body: { summary: 'It shows error 502', category: 'technical', plan: 'Enterprise' },
      matched: ['Everybody', 'Bug', 'Server error', 'Enterprise'],
      plan: {
        group: 'Engineering',
        type: 'Problem',
        priority: 'urgent',
        text: 'Enterprise customer, plan Enterprise: answer within the hour.',
      },
    },
    {
      at: sunday,
      body: { summary: 'We cannot log in', category: 'access', plan: 'platinum' },
      matched: ['Everybody', 'Access', 'Enterprise', 'Enterprise at night'],
      plan: { group: 'On call', type: 'Incident', priority: 'urgent' },
    },
    {
      body: { summary: 'My invoice', category: 'billing' },
      matched: ['Everybody', 'Billing'],
      plan: { group: 'Finance' },
    },
    {
      body: { summary: 'I found a vulnerability', category: 'other' },
      matched: ['Everybody', 'Security'],
      plan: { park: /Security looks/ },
    },
  ],
  'two-brands': [
    {
      source: 'betsur',
      body: { resumen: 'Mi retiro no llega', nombre: 'Lucía', canal: 'whatsapp' },
      matched: ['Betsur, retiros y pagos'],
      plan: { group: 'Betsur Pagos', subject: '[Betsur] Pagos: Lucía', notes: [/Canal: whatsapp/] },
    },
    { source: 'betsur', body: { resumen: 'x', categoria: 'acceso' }, matched: ['Betsur, cuenta'], plan: {} },
    {
      source: 'betsur',
      at: '2026-11-21T06:00:00Z',
      body: { resumen: 'Hola', categoria: 'otro' },
      matched: ['Betsur, fuera de horario'],
      plan: { group: 'Betsur Guardia' },
    },
    {
      source: 'betsur',
      at: '2026-11-21T04:59:00Z',
      body: { resumen: 'Hola', categoria: 'otro' },
      matched: ['Betsur, lo demás'],
      plan: { group: 'Soporte Betsur' },
    },
    {
      source: 'institucional',
      body: { resumen: 'La factura' },
      matched: ['Institucional, facturas'],
      plan: {},
    },
    {
      source: 'institucional',
      body: { email: 'a@liceo.edu.uy', resumen: 'Hola', categoria: 'otro' },
      matched: ['Institucional, organismos'],
      plan: { priority: 'high' },
    },
    {
      source: 'institucional',
      at: sunday,
      body: { resumen: 'x' },
      matched: ['Institucional, fuera de horario'],
      plan: {},
    },
    {
      source: 'institucional',
      body: { resumen: 'Hablo con mi abogado' },
      matched: ['Legal'],
      plan: { park: /Legales/ },
    },
  ],
}

const explain = async (
  t: Test,
  file: string,
  handoff: string,
  sample: Pick<Sample, 'source' | 'at'> = {},
) => {
  const args = ['policy', 'explain', handoff, '--file', file, '--json', '--at', sample.at ?? workday]
  const { code, out, err } = await run([...args, '--source', sample.source ?? 'bot'])
  t.equal(code, 0, err)
  const explained: Explained = JSON.parse(out)
  return explained
}

t.test('every example is free of faults, and decides sample hand-offs as it says', async (t) => {
  const files = globSync('examples/policy-*.yaml')
  t.same(
    files.map((file) => file.replace(/^examples\/policy-|\.yaml$/g, '')).sort(),
    Object.keys(samples).sort(),
  )
  for (const [name, list] of Object.entries(samples)) {
    const file = `examples/policy-${name}.yaml`
    t.match(await run(['policy', 'check', '--offline', '--file', file]), { code: 0, out: /No faults/ }, file)
    for (const { body, matched, plan, ...sample } of list) {
      const folder = t.testdir({ 'handoff.json': JSON.stringify({ email: 'ana@example.com', ...body }) })
      const explained = await explain(t, file, `${folder}/handoff.json`, sample)
      const names = explained.rules.flatMap(({ rule, kind }) => (kind === 'matched' ? [rule] : []))
      t.same(names, matched, `${name}: ${JSON.stringify(body)}`)
      t.match(explained.plan, plan, `${name}: ${JSON.stringify(body)}`)
    }
    const shipped = await explain(t, file, `examples/handoff-${name}.json`, { source: 'betsur' })
    t.same(shipped.problems, [], 'the hand-off beside it works too')
    t.notOk(shipped.plan.park)
  }
})

t.test('every policy shown in the documents is free of faults', async (t) => {
  const shown = fences().filter(({ info, body }) => info === 'yaml relevo' && /^policy:/m.test(body))
  t.ok(shown.length > 0)
  for (const { file, line, body } of shown) {
    const { policy }: { policy: unknown } = parseYaml(body)
    const folder = t.testdir({ 'policy.json': JSON.stringify(policy) })
    const { code, out } = await run(['policy', 'check', '--offline', '--file', `${folder}/policy.json`])
    t.equal(code, 0, `${file}:${line} ${out}`)
  }
})

t.test('examples say how they are tried, and the documents name them', async (t) => {
  for (const file of globSync('examples/policy-*.yaml')) {
    const [, command = ''] = /# {3}relevo (policy explain .*)/.exec(readFileSync(file, 'utf8')) ?? []
    t.equal((await run(command.split(' '))).code, 0, command)
    t.match(readFileSync('docs/policies.md', 'utf8'), file)
  }
})

import type { Test } from 'tap'
import { got, lane, matchEach, there } from './got.ts'
import type { HelpdeskHarness } from './harness.ts'

export const testCompanies = async (t: Test, harness: HelpdeskHarness): Promise<void> => {
  t.test('by id, by exact name without case, and by exact domain', async (t) => {
    const { helpdesk, look, around } = await harness.open(t)
    const { company } = there(around)
    const id = company({ name: 'Talleres Ruiz', domains: ['ruiz.example', 'ruiz.test'] })
    company({ name: 'Talleres Ruiz e Hijos', domains: ['taller.ruiz.example'] })
    const expected = { id, name: 'Talleres Ruiz', domains: ['ruiz.example', 'ruiz.test'] }
    for (const which of [{ id }, { name: ' talleres RUIZ ' }, { domain: 'Ruiz.Example' }]) {
      t.same(got(await helpdesk.findCompany(which, lane)), expected, JSON.stringify(which))
    }
    t.match(got(await helpdesk.findCompany({ id, name: 'Talleres Ruiz e Hijos' }, lane)), { id })
    const unknown = [
      { name: 'Talleres' },
      { name: 'Ruiz' },
      { name: ' ' },
      { domain: 'example' },
      { domain: "x'OR" },
      { domain: 'nobody.example' },
      {},
    ]
    for (const which of unknown) {
      t.equal(got(await helpdesk.findCompany(which, lane)), null, JSON.stringify(which))
    }
    const calls = look.calls().all
    for (const wrong of ['', '0', 'x', '../agents', '99999999999999999999']) {
      t.equal(got(await helpdesk.findCompany({ id: wrong }, lane)), null, wrong)
    }
    t.equal(look.calls().all, calls, 'what is no id is not asked for')
    t.equal(got(await helpdesk.findCompany({ id: '67013999999' }, lane)), null)
  })

  t.test('refusals and outages are told', async (t) => {
    const { helpdesk, faults } = await harness.open(t)
    if (faults === null) return
    faults.refuse('forbidden', 'reads')
    for (const which of [{ id: '77' }, { name: 'Acme' }, { domain: 'acme.example' }]) {
      t.match(await helpdesk.findCompany(which, lane), { ok: false, failure: { kind: 'forbidden' } })
    }
    await faults.clear()
    faults.limit(7, 'reads')
    t.match(await helpdesk.findCompany({ name: 'Acme' }, lane), { failure: { kind: 'rate-limited' } })
    await faults.clear()
    await faults.on('mid-answer', 'reads')
    t.match(await helpdesk.findCompany({ name: 'Acme' }, lane), { failure: { kind: 'unavailable' } })
  })
}

export const testProducts = async (t: Test, harness: HelpdeskHarness): Promise<void> => {
  t.test('all of them, over pages, asked for once', async (t) => {
    const { helpdesk, look, around } = await harness.open(t)
    const ids = Array.from({ length: 130 }, (_, at) => there(around).product(`Marca ${at}`))
    const products = got(await helpdesk.listProducts(lane))
    t.same(
      products.map(({ id }) => id),
      ids,
    )
    t.match(products[129], { name: 'Marca 129' })
    const calls = look.calls().all
    t.equal(got(await helpdesk.listProducts(lane)).length, 130)
    t.equal(look.calls().all, calls)
  })

  t.test('credentials that may not see them', async (t) => {
    const { helpdesk } = await harness.open(t, { permissions: 'none' })
    t.match(await helpdesk.listProducts(lane), { ok: false, failure: { kind: 'forbidden', message: /\S/ } })
  })
}

export const testCannedResponses = async (t: Test, harness: HelpdeskHarness): Promise<void> => {
  t.test('by title, or those that fit best first', async (t) => {
    const { helpdesk, look, around } = await harness.open(t)
    const { cannedResponse } = there(around)
    const invoice = { title: 'Copia de factura', folder: 'Facturación', html: '<p>Va la <b>copia</b></p>' }
    cannedResponse({ title: 'Saludo', html: '<p>Hola {{ticket.requester.name}}</p>' })
    const id = cannedResponse(invoice)
    cannedResponse({ title: 'Devolución', folder: 'Pedidos', html: '<p>Tras la factura, el abono</p>' })
    const titles = async (text?: string, limit = 10) =>
      got(await helpdesk.listCannedResponses({ limit, ...(text === undefined ? {} : { text }) }, lane)).map(
        ({ title }) => title,
      )
    t.same(await titles(), ['Copia de factura', 'Devolución', 'Saludo'])
    t.same(await titles('quiero mi FACTURA'), ['Copia de factura', 'Devolución'])
    t.same(await titles('facturacion'), ['Copia de factura'], 'the folder counts, without accents')
    t.same(await titles('nonsense'), [])
    t.same(await titles(' ?', 1), ['Copia de factura'])
    const calls = look.calls().all
    matchEach(t, got(await helpdesk.listCannedResponses({ limit: 1 }, lane)), [
      { ...invoice, id, html: /<b>copia<\/b>/, text: 'Va la copia' },
    ])
    t.equal(look.calls().all, calls, 'asked for once')
    for (const limit of [0, 1_001, 1.5]) {
      t.match(await helpdesk.listCannedResponses({ limit }, lane), { failure: { kind: 'invalid' } })
    }
  })

  t.test('more than a page of them', async (t) => {
    const { helpdesk, around } = await harness.open(t)
    for (let at = 0; at < 230; at++)
      there(around).cannedResponse({ title: `T${1000 + at}`, html: '<p>x</p>' })
    there(around).cannedResponse({ title: 'Última', html: '<p>excepcional</p>' })
    t.equal(got(await helpdesk.listCannedResponses({ limit: 100 }, lane)).length, 100)
    t.match(got(await helpdesk.listCannedResponses({ limit: 5, text: 'excepcional' }, lane)), [
      { title: 'Última' },
    ])
  })

  t.test('credentials that may not see them, and an outage', async (t) => {
    const none = await harness.open(t, { permissions: 'none' })
    t.match(await none.helpdesk.listCannedResponses({ limit: 5 }, lane), { failure: { kind: 'forbidden' } })
    const { helpdesk, faults } = await harness.open(t)
    if (faults === null) return
    await faults.on('error', 'reads')
    t.match(await helpdesk.listCannedResponses({ limit: 5 }, lane), { failure: { kind: 'unavailable' } })
    await faults.clear()
    t.match(await helpdesk.listCannedResponses({ limit: 5 }, lane), { ok: true })
  })
}

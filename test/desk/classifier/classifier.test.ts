import t from 'tap'
import type { BundleStore, ListedBundle } from '../../../src/classify/bundles/bundle.ts'
import { ModelRefused } from '../../../src/classify/model/model-file.ts'
import { sampleReport } from '../../classify/report/sample-report.ts'
import { aStatus, aTriagedTicket, scriptTriage } from '../../triage/scripted-triage.ts'
import { openDesk } from '../open-desk.ts'
import { scripted } from '../scripted.ts'

const about = {
  texts: 400,
  classes: 3,
  languages: { es: 400 },
  accuracy: 0.91,
  macroF1: 0.885,
  ece: 0.021,
  threshold: 0.7,
  precision: 0.97,
  coverage: 0.62,
}

const aModel = (name: string, rest: Partial<ListedBundle> = {}): ListedBundle => ({
  name,
  inUse: false,
  bytes: 1000,
  sha256: 'ab',
  about: {
    trainedAt: '2026-11-19T10:00:00.000Z',
    by: '0.1.0',
    from: 'freshdesk',
    window: null,
    seed: 1,
    encoder: null,
    targets: [{ target: 'category', about }],
  },
  fault: null,
  ...rest,
})

const models = [
  aModel('20261120-100000'),
  aModel('20261119-100000', { inUse: true }),
  aModel('20261101-100000', { fault: 'model.bin is cut off', about: null }),
  aModel('starter', { sha256: null }),
]

const scriptBundles = (rest: Partial<BundleStore> = {}) => {
  const asked: string[] = []
  const bundles = scripted<BundleStore>('bundles', {
    list: async () => models,
    promote: async (name, why) => {
      asked.push(`${name}: ${why}`)
    },
    rollback: async () => '20261118-100000',
    readReport: async () => sampleReport(['billing', 'access', '<b>odd</b>']),
    ...rest,
  })
  return { bundles, asked }
}

t.test('shows the champion with its figures, challengers, and what may be done about them', async (t) => {
  const { bundles } = scriptBundles()
  const { triage } = scriptTriage()
  const { get } = await openDesk(t, { dependencies: { bundles, triage } })
  const page = await get('/classifier')
  t.equal(page.statusCode, 200)
  for (const text of ['20261119-100000', '88.5%', 'champion', 'challenger', 'cannot be read', '92%'])
    t.match(page.body, text)
  t.match(page.body, 'action="/classifier/models/20261120-100000/promote"')
  t.notMatch(
    page.body,
    'action="/classifier/models/20261101-100000/promote"',
    'what is damaged cannot be chosen',
  )
  t.match(page.body, 'no group &quot;Billing&quot; any more')
  const spanish = await get('/classifier', { language: 'es', role: 'supervisor' })
  t.match(spanish.body, 'campeón')
  t.match(spanish.body, 'Guardar el modo de Facturación')
  t.notMatch(spanish.body, 'data-submit-on-change', 'moving through the modes changes nothing')
  t.notMatch(spanish.body, '/promote"', 'only an admin chooses models')
  t.equal((await get('/classifier', { role: 'agent' })).statusCode, 403)
})

t.test('says what there is to do where triage is not configured and no model is in use', async (t) => {
  const { bundles } = scriptBundles({ list: async () => [] })
  const { get } = await openDesk(t, { dependencies: { bundles } })
  const { body } = await get('/classifier')
  t.match(body, 'Triage is not configured')
  t.match(body, 'No model is in use')
})

t.test('draws confusions and calibration of the report, with what people wrote escaped', async (t) => {
  const { bundles } = scriptBundles()
  const { get } = await openDesk(t, { dependencies: { bundles } })
  const { body } = await get('/classifier/models/20261119-100000/figures', { part: true })
  t.match(body, '<svg')
  t.match(body, '&lt;b&gt;odd')
  t.notMatch(body, '<b>odd')
  t.notMatch(body, /style=|<script|<html/, 'the policy of the page lets it stand')
  t.match((await get('/classifier/models/..%2f..%2fetc/figures')).body, 'keeps no report')
  const refused = scriptBundles({ readReport: () => Promise.reject(new ModelRefused('gone')) })
  const other = await openDesk(t, { dependencies: { bundles: refused.bundles } })
  t.match((await other.get('/classifier/models/20261119-100000/figures')).body, 'keeps no report')
})

t.test('shows where triage was wrong, and its shadow results', async (t) => {
  const { bundles } = scriptBundles()
  const { triage } = scriptTriage()
  const { get } = await openDesk(t, {
    dependencies: {
      bundles,
      triage: {
        ...triage,
        tickets: async () => ({ tickets: [aTriagedTicket({ outcome: 'wrong' })], next: null }),
      },
    },
  })
  t.match((await get('/classifier/errors')).body, '<a href="/tickets/main/42">#42</a>')
  t.equal((await get('/classifier/shadow/main', { language: 'es' })).statusCode, 200)
})

t.test('switches modes, stops and resumes, in the name of who did it', async (t) => {
  const { bundles } = scriptBundles()
  const { triage, asked } = scriptTriage()
  const { post, access } = await openDesk(t, { dependencies: { bundles, triage } })
  t.equal(
    (await post('/classifier/mode', { category: 'billing', mode: 'suggest' })).headers.location,
    '/classifier?said=mode-set',
  )
  const question = await post('/classifier/mode', { category: 'billing', mode: 'apply' }, { language: 'es' })
  t.equal(question.statusCode, 409)
  t.match(question.body, '¿Aplicar en Facturación?')
  t.notMatch(JSON.stringify(asked), 'apply', 'nothing is written before somebody has said so twice')
  t.equal(
    (await post('/classifier/mode', { category: 'billing', mode: 'apply', sure: 'yes' })).statusCode,
    303,
  )
  t.match(JSON.stringify(asked), 'apply')
  t.equal((await post('/classifier/mode', { category: 'billing', mode: '' })).statusCode, 303)
  t.equal((await post('/classifier/mode', { category: 'billing', mode: 'often' })).statusCode, 404)
  t.equal((await post('/classifier/mode', { category: 'nothing', mode: 'apply' })).statusCode, 404)
  t.equal((await post('/classifier/stop')).statusCode, 303)
  t.equal((await post('/classifier/resume')).statusCode, 303)
  t.match(JSON.stringify(asked), 'user:admin@example.com')
  const { entries } = await access.trail.list({ limit: 20 })
  t.same(entries.filter(({ outcome }) => outcome === 'refused').length, 3)
  t.ok(entries.some(({ what }) => what === 'deskStopTriage'))
})

t.test('an admin chooses a model, or goes back; what is refused says why', async (t) => {
  const { bundles, asked } = scriptBundles()
  const { post } = await openDesk(t, { dependencies: { bundles } })
  t.equal(
    (await post('/classifier/models/20261120-100000/promote', {}, { role: 'supervisor' })).statusCode,
    403,
  )
  t.equal((await post('/classifier/models/20261120-100000/promote')).statusCode, 303)
  t.same(asked, ['20261120-100000: promoted by user:admin@example.com'])
  t.equal((await post('/classifier/roll-back')).statusCode, 303)
  const refusing = scriptBundles({
    promote: () => Promise.reject(new ModelRefused('model.bin is cut off')),
    rollback: async () => null,
  })
  const other = await openDesk(t, { dependencies: { bundles: refusing.bundles } })
  const refused = await other.post('/classifier/models/20261101-100000/promote')
  t.equal(refused.statusCode, 409)
  t.match(refused.body, 'model.bin is cut off')
  t.equal((await other.post('/classifier/roll-back')).statusCode, 409)
})

t.test('begins a training, or says why not', async (t) => {
  const { bundles } = scriptBundles()
  const { triage } = scriptTriage()
  const { post } = await openDesk(t, {
    dependencies: { bundles, triage: { ...triage, learn: async () => ({ kind: 'begun' }) } },
  })
  t.equal((await post('/classifier/learn')).headers.location, '/classifier?said=learning')
  const off = await openDesk(t, {
    dependencies: {
      bundles,
      triage: { ...triage, learn: async () => ({ kind: 'off', why: 'There are 3 tickets.' }) },
    },
  })
  t.match((await off.post('/classifier/learn')).body, 'There are 3 tickets.')
})

t.test('a stopped triage says who stopped it', async (t) => {
  const { bundles } = scriptBundles()
  const { triage } = scriptTriage()
  const stopped = aStatus({ stopped: { name: 'stop', value: 'on', at: 0, who: 'user:eva@example.com' } })
  const { get } = await openDesk(t, {
    dependencies: { bundles, triage: { ...triage, status: async () => stopped } },
  })
  t.match((await get('/classifier')).body, 'stopped by user:eva@example.com')
})

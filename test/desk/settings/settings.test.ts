import t from 'tap'
import type { Users } from '../../../src/access/users/users.ts'
import type { Switched, Switches } from '../../../src/switches/switches.ts'
import { aStatus, scriptTriage } from '../../triage/scripted-triage.ts'
import { aUser, openDesk } from '../open-desk.ts'
import { scripted } from '../scripted.ts'

const scriptSwitches = (given: Switched[] = []) => {
  const set: unknown[] = []
  const switches = scripted<Switches>('switches', {
    list: async () => given,
    set: async (name, on, who) => void set.push([name, on, who]),
  })
  return { switches, set }
}

const source = { authentication: { kind: 'secret', secrets: ['a-secret-of-a-test'] } }
const config = { sources: { shop: source, web: source } }

t.test('shows what is paused and by whom, and pauses what is asked for', async (t) => {
  const { switches, set } = scriptSwitches([
    { name: 'pause:source:shop', on: true, at: 0, who: 'user:eva@example.com' },
    { name: 'pause:source:web', on: false, at: 0, who: 'user:eva@example.com' },
  ])
  const { triage, asked } = scriptTriage()
  const { get, post } = await openDesk(t, { config, dependencies: { switches, triage } })
  const { body } = await get('/settings')
  t.match(body, 'paused by user:eva@example.com')
  t.equal(body.match(/paused by/g)?.length, 1, 'what was resumed runs')
  t.equal((await post('/settings/sources/web', { on: 'yes' })).headers.location, '/settings?said=paused')
  t.equal((await post('/settings/sources/shop', { on: 'no' })).statusCode, 303)
  t.equal((await post('/settings/sources/nothing', { on: 'yes' })).statusCode, 404)
  t.equal((await post('/settings/sources/web', {})).statusCode, 404)
  t.equal((await post('/settings/llm', { on: 'yes' })).statusCode, 303)
  t.same(set, [
    ['pause:source:web', true, 'user:admin@example.com'],
    ['pause:source:shop', false, 'user:admin@example.com'],
    ['pause:llm', true, 'user:admin@example.com'],
  ])
  await post('/settings/triage', { on: 'yes' })
  await post('/settings/triage', { on: 'no' })
  t.same(asked, [
    ['stop', 'user:admin@example.com'],
    ['resume', 'user:admin@example.com'],
  ])
})

t.test('says what is not there to be paused', async (t) => {
  const { switches } = scriptSwitches()
  const { get } = await openDesk(t, { dependencies: { switches } })
  const { body } = await get('/settings', { language: 'es' })
  t.match(body, 'No hay ningún origen configurado.')
  t.match(body, 'Ningún dato sale de aquí')
  t.notMatch(body, 'action="/settings/llm"')
  t.equal((await get('/settings', { role: 'supervisor' })).statusCode, 403)
})

t.test('a stopped triage can be resumed where it was stopped', async (t) => {
  const { switches } = scriptSwitches()
  const stopped = aStatus({ stopped: { name: 'stop', value: 'on', at: 0, who: 'cli:root' } })
  const { triage } = scriptTriage({ status: async () => stopped })
  const { get } = await openDesk(t, { dependencies: { switches, triage } })
  t.match((await get('/settings')).body, 'paused by cli:root')
})

t.test('makes a key, shows it once, and revokes it', async (t) => {
  const { get, post, access } = await openDesk(t)
  t.match((await get('/settings/keys')).body, 'There are none yet.')
  const made = await post('/settings/keys', {
    name: 'zapier',
    scopes: ['handoffs:write', 'handoffs:read'],
    days: '30',
  })
  t.equal(made.statusCode, 200)
  const [secret = ''] = /rlv_[0-9a-zA-Z_-]{20,}/.exec(made.body) ?? []
  t.equal((await access.doorkeeper.admit({ authorization: `Bearer ${secret}` })).kind, 'admitted')
  const list = await get('/settings/keys')
  t.notMatch(list.body, secret)
  t.match(list.body, 'zapier')
  const [key] = await access.keys.list()
  t.match(key, {
    name: 'zapier',
    scopes: ['handoffs:write', 'handoffs:read'],
    createdBy: 'user:admin@example.com',
  })
  const id = key?.id ?? ''
  t.match((await access.trail.list({ what: 'deskCreateKey', limit: 1 })).entries, [
    { subject: { kind: 'key', id } },
  ])
  t.equal((await post(`/settings/keys/${id}/revoke`)).statusCode, 303)
  t.equal((await access.doorkeeper.admit({ authorization: `Bearer ${secret}` })).kind, 'refused')
  t.equal((await post('/settings/keys/rlv_000000000000/revoke')).statusCode, 404)
})

t.test('says at the field what is wrong with a key, and keeps what was typed', async (t) => {
  const { post, access } = await openDesk(t)
  const wrong = await post('/settings/keys', { name: '<i>', days: '4000' })
  t.equal(wrong.statusCode, 422)
  t.match(wrong.body, 'Choose at least one thing')
  t.match(wrong.body, 'from 1 to 3650')
  t.match(wrong.body, 'value="&lt;i&gt;"')
  t.equal((await post('/settings/keys', { name: 'rlv_x', scopes: 'admin', days: 'x' })).statusCode, 422)
  t.equal((await post('/settings/keys', { name: 'one', scopes: 'admin' })).statusCode, 200)
  const taken = await post('/settings/keys', { name: 'one', scopes: ['handoffs:read'] }, { language: 'es' })
  t.equal(taken.statusCode, 409)
  t.match(taken.body, 'Ya hay una clave válida con este nombre.')
  t.equal((await access.keys.list()).length, 1)
})

t.test('tells in plain words who did what to whom', async (t) => {
  const { switches } = scriptSwitches()
  const users = scripted<Users>('users', { list: async () => [aUser('admin'), aUser('agent')] })
  const { get, post, access } = await openDesk(t, { config, dependencies: { switches, users } })
  await post('/settings/sources/web', { on: 'yes' })
  await post('/settings/sources/web', { on: 'no' })
  await post('/settings/sources/nothing', { on: 'yes' })
  const { entries } = await access.trail.list({ limit: 3 })
  t.match(entries, [
    { what: 'deskPauseSource', subject: null, outcome: 'refused' },
    { what: 'deskResumeSource', subject: { kind: 'source', id: 'web' } },
    { what: 'deskPauseSource', subject: { kind: 'source', id: 'web' } },
  ])
  await access.trail.refused(
    {
      who: 'desk',
      keyId: null,
      what: 'deskLockOut',
      subject: { kind: 'user', id: 'us_agent' },
      requestId: null,
    },
    429,
  )
  await access.trail.refused(
    { who: 'key:bot', keyId: null, what: 'somethingNew', subject: null, requestId: null },
    409,
  )
  const { body } = await get('/settings/audit', { language: 'es' })
  for (const text of [
    'reanudar un origen',
    'origen web',
    '>Ana admin<',
    'Ana agent',
    'somethingNew',
    'clave bot',
  ])
    t.match(body, text)
  t.notMatch(body, 'us_agent')
  const mine = await get('/settings/audit?who=admin%40example.com&what=deskResumeSource')
  t.match(mine.body, '<option value="deskResumeSource" selected>')
  t.match(mine.body, 'source web')
})

t.test('shows who changed what, filtered and page by page', async (t) => {
  const users = scripted<Users>('users', { list: async () => [] })
  const { get, access } = await openDesk(t, { dependencies: { users } })
  for (let number = 0; number < 60; number += 1)
    await access.trail.refused(
      {
        who: number % 2 === 0 ? 'key:zapier' : 'cli:root',
        keyId: null,
        what: 'releaseHandoff',
        subject: { kind: 'handoff', id: `ho_${number}` },
        requestId: null,
      },
      409,
    )
  const first = await get('/settings/audit')
  t.match(first.body, '/handoffs/ho_59')
  t.notMatch(first.body, 'href="/handoffs/ho_0"')
  const [, onward = ''] = /class="button" href="([^"]*)"/.exec(first.body) ?? []
  t.match((await get(onward.replaceAll('&amp;', '&'))).body, 'href="/handoffs/ho_0"')
  const filtered = await get('/settings/audit?who=cli%3Aroot&outcome=refused')
  t.notMatch(filtered.body, 'key zapier')
  t.match(filtered.body, 'command of root')
  t.match((await get('/settings/audit?outcome=%22%3E%3Cscript%3E')).body, 'Nothing fits.')
})

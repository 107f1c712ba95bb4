import t from 'tap'
import type { ToldChange } from '../../../schemas/triage.ts'
import { decideMend } from '../../../src/triage/decide/decide-mend.ts'

const choices = {
  groups: ['Facturación', 'Ventas', 'Soporte'].map((name, id) => ({ id: String(id), name })),
  types: ['Question', 'Problem'],
}
const group = { field: 'group', before: null, after: 'Facturación' } as const
const move = (from: string | null, to: string | null, field = 'group'): ToldChange => ({ field, from, to })
const mend = (...told: ToldChange[]) => decideMend(group, told, choices)

t.test('puts back what somebody set right before our write', async (t) => {
  t.equal(mend(move(null, 'Ventas')), 'Ventas')
  t.equal(mend(move(null, 'ventas')), 'Ventas', 'as the account has it')
  t.equal(
    mend(move(null, 'Ventas'), move('Ventas', 'Facturación')),
    'Ventas',
    'our own change tells of it, too',
  )
  t.equal(mend(move('Ventas', 'Facturación')), 'Ventas', 'or alone')
})

t.test('of several values one after the other, the last', async (t) => {
  const [first, second] = [move(null, 'Ventas'), move('Ventas', 'Soporte')]
  t.equal(mend(first, second), 'Soporte')
  t.equal(mend(second, first), 'Soporte', 'events come in any order')
  t.equal(mend(first, move('Ventas', null)), null, 'taken off again before our write')
})

t.test('does not fight: who changed ours has seen it', async (t) => {
  t.equal(mend(move('Facturación', 'Ventas')), null)
  t.equal(mend(move('Facturación', 'Ventas'), move('Ventas', 'Facturación')), null)
})

t.test('nothing is put back without a value of a person', async (t) => {
  t.equal(mend(), null)
  t.equal(mend(move(null, 'Facturación')), null, 'our own change')
  t.equal(mend(move('Ventas', null)), null)
  t.equal(mend(move(null, 'Gone')), null, 'no choice of the account')
  t.equal(mend(move(null, 'high', 'priority')), null, 'another field')
  const before = { ...group, before: 'Soporte' }
  t.equal(decideMend(before, [move('Soporte', 'Facturación')], choices), null, 'what we meant to replace')
})

t.test('labels of priorities and types are read as values', async (t) => {
  const priority = { field: 'priority', before: 'low', after: 'high' } as const
  t.equal(decideMend(priority, [move('Low', 'Urgent', 'priority')], choices), 'urgent')
  t.equal(decideMend(priority, [move('Low', 'High', 'priority')], choices), null)
  const type = { field: 'type', before: null, after: 'Problem' } as const
  t.equal(decideMend(type, [move(null, 'question', 'type')], choices), 'Question')
})

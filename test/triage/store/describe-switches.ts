import t from 'tap'
import { noon } from './make-triage.ts'
import type { OpenStore } from './store-contract.ts'

export const describeSwitches = (name: string, open: OpenStore): void => {
  t.test(`${name}: what is switched is seen at once, and by whom`, async (t) => {
    const { store, beside } = await open(t)
    const [by, later] = [
      { who: 'cli:ann', at: noon },
      { who: 'key:desk', at: noon + 1.5 },
    ]
    t.same(await store.switches(), [])
    t.equal(await store.setSwitch('stop', 'on', by), null)
    t.equal(await beside.setSwitch('mode:billing', 'apply', by), null)
    const stop = { name: 'stop', value: 'on', at: noon, who: 'cli:ann' }
    t.strictSame(await beside.switches(), [{ ...stop, name: 'mode:billing', value: 'apply' }, stop])
    t.strictSame(await beside.setSwitch('stop', 'off', later), stop)
    t.match(await store.switches(), [{}, { name: 'stop', value: 'off', at: noon + 1, who: 'key:desk' }])
    t.match(await store.setSwitch('stop', null, by), { value: 'off' })
    t.equal(await store.setSwitch('stop', null, by), null, 'a repeat finds nothing more to take away')
    t.equal((await store.switches()).length, 1)
  })

  t.test(`${name}: of two who switch at once each learns what was there before`, async (t) => {
    const { store, beside } = await open(t)
    const before = await Promise.all(
      [store, beside, store].map((each, at) => each.setSwitch('stop', `${at}`, { who: 'a', at: noon })),
    )
    t.equal(before.filter((each) => each === null).length, 1)
    const values = [...before.flatMap((each) => each?.value ?? []), (await store.switches())[0]?.value]
    t.same(values.sort(), ['0', '1', '2'])
  })
}

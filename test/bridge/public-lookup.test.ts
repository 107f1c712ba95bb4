import type { LookupAddress } from 'node:dns'
import t from 'tap'
import { createPublicLookup } from '../../src/bridge/public-lookup.ts'

type Found = { code: string | undefined; address: string | LookupAddress[]; family: number | undefined }

const ask = (answers: string[] | Error, all: boolean): Promise<Found> => {
  const lookup = createPublicLookup((_name, callback) => {
    if (answers instanceof Error) return callback(answers, [])
    callback(
      null,
      answers.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  })
  return new Promise((resolve) => {
    lookup('files.example', { all }, (error, address, family) =>
      resolve({ code: error?.code ?? error?.message, address, family }),
    )
  })
}

t.test('hands out public addresses only', async (t) => {
  t.match(await ask(['10.0.0.1', '8.8.8.8', '2a00:1450::1'], true), {
    address: [
      { address: '8.8.8.8', family: 4 },
      { address: '2a00:1450::1', family: 6 },
    ],
  })
  t.match(await ask(['127.0.0.1', '1.1.1.1'], false), { address: '1.1.1.1', family: 4 })
})

t.test('fails with a code of its own when there is none', async (t) => {
  t.match(await ask(['127.0.0.1', '::1'], true), { code: 'ADDRESS_NOT_ALLOWED' })
  t.match(await ask([], true), { code: 'ADDRESS_NOT_ALLOWED' })
})

t.test('passes on that a name cannot be resolved', async (t) => {
  t.match(await ask(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), true), { code: 'ENOTFOUND' })
})

t.test('asks the system when nothing else is given', async (t) => {
  const lookup = createPublicLookup()
  const code = await new Promise((resolve) =>
    lookup('localhost', { all: true }, (error) => resolve(error?.code)),
  )
  t.equal(code, 'ADDRESS_NOT_ALLOWED')
})

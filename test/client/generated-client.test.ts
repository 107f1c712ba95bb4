import { copyFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import t from 'tap'
import { fences } from '../docs/fences.ts'
import { runCompiler } from '../run-compiler.ts'
import { apiKey, startService } from '../start-service.ts'
import { generateTypes } from './generate-types.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** What `program.ts` exports. Its own types stand on the generated ones, and are checked with them. */
interface Program {
  tryHandoffs: (baseUrl: string, apiKey: string) => Promise<Record<string, unknown>>
  tryKeys: (baseUrl: string, apiKey: string) => Promise<Record<string, unknown>>
  tryTickets: (baseUrl: string, apiKey: string) => Promise<Record<string, unknown>>
}

/** What the documents show. */
const samples = fences().filter(({ info }) => info === 'ts')

/** A folder as somebody has it who generated a client: the types, the program, the compiler's settings. */
const prepare = async (): Promise<string> => {
  const folder = t.testdir({
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        target: 'ES2022',
        lib: ['ES2022', 'DOM', 'DOM.Iterable'],
        module: 'NodeNext',
        strict: true,
        exactOptionalPropertyTypes: true,
        noUncheckedIndexedAccess: true,
        noEmit: true,
        allowImportingTsExtensions: true,
        skipLibCheck: true,
        types: [],
      },
    }),
    'package.json': '{ "type": "module" }',
  })
  await writeFile(
    join(folder, 'relevo.d.ts'),
    await generateTypes(new URL('../../openapi.yaml', import.meta.url)),
  )
  await copyFile(at('program.ts'), join(folder, 'program.ts'))
  for (const [index, { body }] of samples.entries()) await writeFile(join(folder, `sample-${index}.ts`), body)
  return folder
}

const folder = await prepare()
const program: Program = await import(pathToFileURL(join(folder, 'program.ts')).href)

t.test('the program, the sample of the documents and the generated types pass the compiler', async (t) => {
  t.not(samples.length, 0)
  t.equal(await runCompiler(['--project', folder], folder), '')
})

t.test('it hands over, and reads ledger, custody and problems', async (t) => {
  const { url } = await startService(t)
  const seen = await program.tryHandoffs(url, apiKey)
  t.match(seen, {
    id: /^ho_/,
    ticket: Number,
    status: 201,
    duplicate: true,
    sameKey: 'idempotency_conflict',
    faults: ['user_email: contact_missing'],
    summary: 'Me han cobrado dos veces la factura de mayo.',
    missing: { ok: false, status: 404, code: 'not_found', title: 'Not Found' },
    next: null,
    custody: { received: 1, delivered: 1, balanced: true, refused: 1 },
  })
  t.same(new Set([seen['states']].flat()), new Set(['delivered', 'refused']))
  t.ok([seen['events']].flat().includes('delivered'))
})

t.test('it makes a key, uses it within its scopes, and revokes it', async (t) => {
  const { url } = await startService(t)
  t.same(await program.tryKeys(url, apiKey), {
    nameTaken: 'key_name_taken',
    category: 'access',
    several: 1,
    forbidden: 'scope_missing',
    state: 'revoked',
    ended: 'api_key_revoked',
    listed: ['bot revoked'],
  })
})

t.test('it finds, reads, answers, changes and hands over a ticket', async (t) => {
  const { url } = await startService(t, { sandbox: { groups: [{ name: 'Facturación' }] } })
  t.match(await program.tryTickets(url, apiKey), {
    isFound: true,
    status: 'open',
    latest: 'customer',
    said: 201,
    repeated: true,
    sameMessage: true,
    isPrivate: true,
    group: /^\d+$/,
    priority: 'urgent',
    tagged: true,
    stale: 412,
    handedOver: 'Facturación',
    promise: /\S/,
    replies: 1,
    missing: 'not_found',
    faulty: 'invalid_request',
  })
})

import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

export interface BrowserFile {
  /** Its JavaScript, compressed by gzip: 4.2 MB become 1.2 MB. */
  gzipped: Buffer
  /** Names this very content. */
  digest: string
}

/** Where `npm run build` puts the compressed file: beside the compiled form of this one. */
const builtFileUrl = new URL('scalar.js.gz', import.meta.url)

/**
 * Scalar's one file for browsers, taken out of the plugin that brings it. It is a development dependency: the package has the
 * file alone (docs/decisions/0013-openapi-and-docs.md).
 */
export const compressBrowserFile = async (): Promise<Buffer> => {
  const [{ fastify }, { default: scalar }] = await Promise.all([
    import('fastify'),
    import('@scalar/fastify-api-reference'),
  ])
  const app = fastify()
  await app.register(scalar, { routePrefix: '/docs', configuration: { url: '/openapi.json' } })
  const answer = await app.inject('/docs/js/scalar.js')
  await app.close()
  if (answer.statusCode !== 200)
    throw new Error(`Scalar's plugin answered ${answer.statusCode} for its file.`)
  // The map is not served.
  return promisify(gzip)(answer.payload.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n'), { level: 9 })
}

/**
 * The file of the package; in a checkout, which has none, it is made on the spot. Null where development dependencies were left
 * out and nothing was built.
 */
export const loadBrowserFile = async (): Promise<BrowserFile | null> => {
  const gzipped = await readFile(builtFileUrl).catch(() => compressBrowserFile().catch(nullIfNotInstalled))
  if (gzipped === null) return null
  return { gzipped, digest: createHash('sha256').update(gzipped).digest('base64url').slice(0, 22) }
}

const nullIfNotInstalled = (error: unknown): null => {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return null
  throw error
}

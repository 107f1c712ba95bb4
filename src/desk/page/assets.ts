import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

export interface Asset {
  type: string
  body: Buffer
  gzipped: Buffer
  /** Names this very content. */
  digest: string
}

const script = 'text/javascript; charset=utf-8'
const style = 'text/css; charset=utf-8'

/** Everything that a page may load; nothing else is served. Ours lie in `src/desk/assets`, the others come with their packages. */
const places: Record<string, { type: string; package?: string; file: string }> = {
  'desk.css': { type: style, file: 'desk.css' },
  'users.css': { type: style, file: 'users.css' },
  'desk.js': { type: script, file: 'desk.js' },
  'repair.css': { type: style, file: 'repair.css' },
  'repair.js': { type: script, file: 'repair.js' },
  'htmx.js': { type: script, package: 'htmx.org', file: 'dist/htmx.min.js' },
  'htmx-sse.js': { type: script, package: 'htmx.org', file: 'dist/ext/hx-sse.min.js' },
  'overview.css': { type: style, file: 'overview.css' },
  'handoffs.css': { type: style, file: 'handoffs.css' },
  'settings.css': { type: style, file: 'settings.css' },
  'classifier.css': { type: style, file: 'classifier.css' },
  'tickets.css': { type: style, file: 'tickets.css' },
  'tickets.js': { type: script, file: 'tickets.js' },
  'chart.js': { type: script, file: 'chart.js' },
  'drafts.css': { type: style, file: 'drafts.css' },
  'drafts.js': { type: script, file: 'drafts.js' },
  'uplot.js': { type: script, package: 'uplot', file: 'dist/uPlot.iife.min.js' },
  'uplot.css': { type: style, package: 'uplot', file: 'dist/uPlot.min.css' },
}

const require = createRequire(import.meta.url)

/** A package's files are found beside its package.json, whatever it exports. */
const locate = ({ package: name, file }: { package?: string; file: string }): URL =>
  name === undefined
    ? new URL(`../assets/${file}`, import.meta.url)
    : new URL(file, `file://${require.resolve(`${name}/package.json`)}`)

export interface Assets {
  /** Null: there is none of that name. */
  find(name: string): Promise<Asset | null>
  /** Where a page loads it from; it may be kept for good under this address. */
  address(name: string): Promise<string>
}

/** Each file is read and compressed once, when it is first wanted. */
export const createAssets = (): Assets => {
  const kept = new Map<string, Promise<Asset>>()
  const load = async (name: string): Promise<Asset> => {
    const place = places[name]
    if (place === undefined) throw new RangeError(`There is no asset ${name}.`)
    const text = await readFile(locate(place), 'utf8')
    // Maps are not served.
    const body = Buffer.from(text.replace(/\n?\/\/# sourceMappingURL=\S*\s*$/, '\n'))
    const digest = createHash('sha256').update(body).digest('base64url').slice(0, 16)
    return { type: place.type, body, gzipped: await promisify(gzip)(body, { level: 9 }), digest }
  }
  const keep = (name: string): Promise<Asset> => {
    const known = kept.get(name)
    if (known !== undefined) return known
    const loading = load(name)
    kept.set(name, loading)
    loading.catch(() => kept.delete(name))
    return loading
  }
  return {
    find: async (name) => (Object.hasOwn(places, name) ? keep(name) : null),
    address: async (name) => `/desk/assets/${(await keep(name)).digest}/${name}`,
  }
}

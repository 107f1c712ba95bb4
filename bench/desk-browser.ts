import { gunzipSync } from 'node:zlib'
import { Client } from 'undici'

/** A page as somebody asks for it; with a form it is posted. */
export interface Asked {
  path: string
  form?: Record<string, string>
}

export interface Answered {
  /** Until the head of the answer had come, in ms; of a redirection, too. */
  firstByteMs: number
  status: number
  /** Of the body, as it came. */
  bytes: number
  /** Uncompressed. */
  body: Buffer
  location: string | null
}

export interface Weight {
  /** Bodies as they came, in bytes: the page, and all styles, scripts and parts that it loads by itself. */
  transferred: number
  /** The same, uncompressed. */
  whole: number
  requests: number
}

/** As much of a browser as a bench needs, on one connection that is kept: cookies, the forms' token, and what a page loads. */
export interface DeskBrowser {
  ask(asked: Asked): Promise<Answered>
  /** The token of forms is the one of the page seen last. */
  signIn(person: { email: string; password: string }): Promise<void>
  weigh(asked: Asked): Promise<Weight>
  close(): Promise<void>
}

const unquote = (text: string): string => text.replaceAll('&amp;', '&')

/** Styles, scripts, and parts that come without being asked for. Pure. */
const findLoaded = (page: string): string[] =>
  [...page.matchAll(/<[a-z][^>]*>/g)].flatMap(([tag]) => {
    const asset = /^<(?:link|script)\b[^>]*\b(?:href|src)="(\/[^"]+)"/.exec(tag)?.[1]
    if (asset !== undefined) return [unquote(asset)]
    const part = /\bhx-get="([^"]+)"/.exec(tag)?.[1]
    return part !== undefined && /\bhx-trigger="[^"]*\bload\b/.test(tag) ? [unquote(part)] : []
  })

export const openDeskBrowser = (url: string): DeskBrowser => {
  const client = new Client(url, { pipelining: 1 })
  const jar = new Map<string, string>()
  let token = ''

  const send = async ({ path, form }: Asked): Promise<Answered> => {
    const headers = {
      accept: 'text/html',
      'accept-encoding': 'gzip, deflate, br, zstd',
      'accept-language': 'es',
      cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    }
    const body = form === undefined ? null : new URLSearchParams({ _csrf: token, ...form }).toString()
    const begun = performance.now()
    const answer = await client.request({ path, method: form === undefined ? 'GET' : 'POST', headers, body })
    const firstByteMs = performance.now() - begun
    const bytes = Buffer.from(await answer.body.arrayBuffer())
    for (const cookie of [answer.headers['set-cookie'] ?? []].flat()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      jar.set(name, value)
    }
    const isGzip = answer.headers['content-encoding'] === 'gzip'
    const whole = isGzip ? gunzipSync(bytes) : bytes
    token = /name="_csrf" value="([^"]+)"/.exec(whole.toString())?.[1] ?? token
    const { location } = answer.headers
    return {
      ...{ firstByteMs, status: answer.statusCode, bytes: bytes.byteLength, body: whole },
      location: typeof location === 'string' ? location : null,
    }
  }

  /** A form that leads to another page counts with it: whoever sends it waits for both. */
  const ask = async (asked: Asked): Promise<Answered> => {
    const answered = await send(asked)
    if (answered.status !== 303 || answered.location === null) return answered
    const next = await send({ path: answered.location })
    return { ...next, firstByteMs: answered.firstByteMs + next.firstByteMs }
  }

  return {
    ask,

    async signIn({ email, password }) {
      await ask({ path: '/sign-in' })
      const answered = await send({ path: '/sign-in', form: { email, password } })
      if (answered.status !== 303) throw new Error(`The bench was not signed in: ${answered.status}.`)
    },

    async weigh(asked) {
      const page = await ask(asked)
      const seen = new Set<string>()
      const weight = { transferred: page.bytes, whole: page.body.byteLength, requests: 1 }
      const waiting = findLoaded(page.body.toString())
      for (const path of waiting) {
        if (seen.has(path)) continue
        seen.add(path)
        const loaded = await ask({ path })
        if (loaded.status !== 200) throw new Error(`${path} of ${asked.path} was answered ${loaded.status}.`)
        weight.transferred += loaded.bytes
        weight.whole += loaded.body.byteLength
        weight.requests += 1
        // A part may bring others along.
        if (!path.startsWith('/desk/assets/')) waiting.push(...findLoaded(loaded.body.toString()))
      }
      return weight
    },

    close: () => client.close(),
  }
}

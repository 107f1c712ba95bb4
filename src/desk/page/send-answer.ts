import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import type { DeskAnswer } from '../desk-answer.ts'
import type { Visit } from '../visit.ts'
import type { Assets } from './assets.ts'
import { insidePath } from './inside-path.ts'
import { errorPage } from './render-error.ts'
import { renderPage } from './render-page.ts'
import { writeEvents } from './write-events.ts'

const pageType = 'text/html; charset=utf-8'
const ownStyles = ['desk.css']
const ownScripts = ['htmx.js', 'htmx-sse.js', 'desk.js']

const saidOf = ({ query, words }: Visit): string | null => {
  const code = query['said']
  const texts: Record<string, string> = words.said
  return typeof code === 'string' && Object.hasOwn(texts, code) ? (texts[code] ?? null) : null
}

const withSaid = (to: string, said: string | undefined): string => {
  if (said === undefined) return to
  const [path = '/', fragment] = to.split('#', 2)
  return `${path}${path.includes('?') ? '&' : '?'}said=${encodeURIComponent(said)}${fragment === undefined ? '' : `#${fragment}`}`
}

/** Makes HTTP of what a handler answered. */
export const sendAnswer = async ({
  reply,
  visit,
  answer,
  assets,
}: {
  reply: FastifyReply
  visit: Visit
  answer: DeskAnswer
  assets: Assets
}): Promise<unknown> => {
  reply.header('cache-control', 'no-store')
  switch (answer.kind) {
    case 'page': {
      // Around a part there is a page already.
      if (visit.isPart)
        return reply
          .code(answer.status ?? 200)
          .type(pageType)
          .send(answer.body.markup)
      const names = {
        styles: [...ownStyles, ...(answer.styles ?? [])],
        scripts: [...ownScripts, ...(answer.scripts ?? [])],
      }
      const [styles, scripts] = await Promise.all([
        Promise.all(names.styles.map(assets.address)),
        Promise.all(names.scripts.map(assets.address)),
      ])
      const page = renderPage(visit, { ...answer, styles, scripts, said: saidOf(visit) })
      return reply
        .code(answer.status ?? 200)
        .type(pageType)
        .send(page.markup)
    }
    case 'part':
      return reply
        .code(answer.status ?? 200)
        .headers(answer.headers ?? {})
        .type(pageType)
        .send(answer.body.markup)
    case 'go': {
      const to = withSaid(insidePath(answer.to), answer.said)
      // A part of a page cannot go anywhere; the page around it can.
      if (visit.isPart) return reply.code(204).header('hx-redirect', to).send()
      return reply.redirect(to, 303)
    }
    case 'leave':
      return reply.redirect(answer.to.href, 303)
    case 'stream':
      return (
        reply
          .type('text/event-stream; charset=utf-8')
          // Proxies of the nginx kind would keep it back until there is more.
          .header('x-accel-buffering', 'no')
          .send(Readable.from(writeEvents(answer.messages, visit.signal)))
      )
    case 'file':
      return reply
        .type(answer.type)
        .header('content-disposition', `attachment; filename="${answer.name.replaceAll(/[^\w.-]+/g, '_')}"`)
        .send(answer.body)
    case 'not-found': {
      const { errors } = visit.words.common
      const text = answer.what === undefined ? errors.notFound : errors.noSuch(answer.what)
      return sendAnswer({ reply, visit, answer: errorPage(errors.notFoundTitle, text, 404), assets })
    }
    default:
      return answer satisfies never
  }
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { isAtLeast } from '../../../schemas/user.ts'
import type { AuditSubject } from '../../access/access.ts'
import type { User } from '../../access/users/users.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { DeskRoute, MembersRoute, OpenRoute } from '../desk-route.ts'
import type { SignIn } from '../sign-in/sign-in.ts'
import { chooseDeskLanguage, deskLanguages } from '../texts/choose-desk-texts.ts'
import type { Visit, Visitor } from '../visit.ts'
import type { Assets } from './assets.ts'
import { chooseLocale } from './choose-locale.ts'
import { createWriter } from './create-writer.ts'
import { explainError } from './explain-error.ts'
import { readFields } from './read-fields.ts'
import { errorPage } from './render-error.ts'
import { sendAnswer } from './send-answer.ts'
import { watchStream } from './watch-stream.ts'

export interface Receptionist {
  /** Who comes is let in, sent to sign in, or told why not; then the handler answers. */
  receive(route: DeskRoute, request: FastifyRequest, reply: FastifyReply): Promise<unknown>
  /** Before the body of a form is read: who has not signed in is sent to do so. */
  stopStrangers(request: FastifyRequest, reply: FastifyReply): Promise<unknown>
  /** No route has this address. */
  missing(request: FastifyRequest, reply: FastifyReply): Promise<unknown>
  /** Fastify's error handler. */
  explain(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<unknown>
}

export interface ReceptionistOptions {
  load: () => Promise<DeskDependencies>
  signIn: SignIn
  assets: Assets
  language: string
  /** Aborts when the service ends. */
  closing: AbortSignal
}

export const createReceptionist = ({
  load,
  signIn,
  assets,
  language: configured,
  closing,
}: ReceptionistOptions): Receptionist => {
  let loading: Promise<DeskDependencies> | null = null
  const open = (): Promise<DeskDependencies> => {
    loading ??= load()
    loading.catch(() => {
      loading = null
    })
    return loading
  }

  const visitOf = (
    request: FastifyRequest,
    reply: FastifyReply,
    who: { user: User | null; csrf: string },
  ): Visit => {
    const language = chooseDeskLanguage(
      who.user?.language ?? null,
      request.headers['accept-language'],
      configured,
    )
    const left = new AbortController()
    reply.raw.once('close', () => left.abort())
    return {
      ...who,
      who: who.user === null ? 'desk' : `user:${who.user.email}`,
      language,
      words: deskLanguages[language],
      write: createWriter(chooseLocale(language, request.headers['accept-language'])),
      params: Object.fromEntries(
        Object.entries(readFields(request.params)).map(([name, value]) => [name, String(value)]),
      ),
      query: readFields(request.query),
      form: readFields(request.body),
      isPart: request.headers['hx-request'] === 'true',
      signal: AbortSignal.any([left.signal, closing]),
      requestId: request.id,
    }
  }

  const send = (reply: FastifyReply, visit: Visit, answer: DeskAnswer) =>
    sendAnswer({ reply, visit, answer, assets })

  const answerMember = async (
    route: MembersRoute,
    request: FastifyRequest,
    reply: FastifyReply,
    member: Visit & { user: User },
  ) => {
    let made: AuditSubject | null = null
    const visit: Visitor = {
      ...member,
      made: (subject) => {
        made = subject
      },
    }
    const { errors, roles } = visit.words.common
    if (!isAtLeast(visit.user.role, route.needs))
      return send(reply, visit, errorPage(errors.forbiddenTitle, errors.forbidden(roles[route.needs]), 403))
    const handle = await route.load()
    const desk = await open()
    const sendMember = (answer: DeskAnswer) => {
      const isStillIn = () => signIn.isStillIn(request, visit.user)
      return send(
        reply,
        answer.kind === 'stream' ? watchStream(visit, { clock: desk.clock, isStillIn }) : visit,
        answer,
      )
    }
    if (route.audit === undefined || route.audit === false)
      return sendMember(await handle(visit, desk, request))
    const { what, subject } = route.audit
    const { trail } = desk.access
    const entry = await trail.begin({
      who: visit.who,
      keyId: null,
      what: typeof what === 'string' ? what : what(visit.form),
      subject: subject === undefined ? null : { kind: subject.kind, id: visit.params[subject.param] ?? '' },
      requestId: request.id,
    })
    const answer = await handle(visit, desk, request).catch(async (error: unknown) => {
      await trail.end(entry, { outcome: 'unknown', status: 500 })
      throw error
    })
    const status = 'status' in answer ? (answer.status ?? 200) : answer.kind === 'not-found' ? 404 : 200
    await trail.end(entry, {
      outcome: status < 400 ? 'done' : status < 500 ? 'refused' : 'failed',
      status,
      ...(made === null ? {} : { subject: made }),
    })
    return sendMember(answer)
  }

  const answerAnyone = async (
    route: OpenRoute,
    request: FastifyRequest,
    reply: FastifyReply,
    visit: Visit,
  ) => {
    const handle = await route.load()
    return send(reply, visit, await handle(visit, await open(), request))
  }

  return {
    async receive(route, request, reply) {
      const who = await signIn.identify(request, reply)
      const visit = visitOf(request, reply, who)
      if (route.method === 'POST') {
        const token = request.headers['x-csrf-token'] ?? visit.form['_csrf']
        const { errors } = visit.words.common
        if (typeof token !== 'string' || !(await signIn.isOurs(request, reply, token)))
          return send(
            reply,
            visit,
            // Whoever is not in yet needs a new form more than an explanation.
            route.needs === 'anyone' && visit.user === null
              ? { kind: 'go', to: await signIn.signInPath('/'), said: 'again' }
              : errorPage(errors.csrfTitle, errors.csrf, 403),
          )
      }
      if (route.needs === 'anyone') return answerAnyone(route, request, reply, visit)
      const { user } = visit
      if (user === null) {
        const back = route.method === 'GET' && !visit.isPart ? request.url : '/'
        return send(reply, visit, { kind: 'go', to: await signIn.signInPath(back) })
      }
      return answerMember(route, request, reply, { ...visit, user })
    },
    async stopStrangers(request, reply) {
      const who = await signIn.identify(request, reply)
      if (who.user !== null) return undefined
      // Nothing more of it is taken in.
      reply.header('connection', 'close')
      return send(reply, visitOf(request, reply, who), { kind: 'go', to: await signIn.signInPath('/') })
    },
    async missing(request, reply) {
      const visit = visitOf(request, reply, await signIn.identify(request, reply))
      return send(reply, visit, { kind: 'not-found' })
    },
    async explain(error, request, reply) {
      const visit = visitOf(request, reply, { user: null, csrf: '' })
      return send(reply, visit, explainError(error, request, visit.words))
    },
  }
}

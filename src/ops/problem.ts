import type { FastifyInstance, FastifyReply } from 'fastify'
import { composeProblem, type ProblemToSend, problemContentType } from './compose-problem.ts'
import { errorPlace } from './error-place.ts'
import { problemFromError } from './problem-from-error.ts'

/** Answers with a problem. Returns the reply, so that a handler can `return sendProblem(…)`. */
export const sendProblem = (reply: FastifyReply, problem: ProblemToSend): FastifyReply => {
  if (problem.headers !== undefined) reply.headers(problem.headers)
  return reply
    .code(problem.status)
    .header('content-type', problemContentType)
    .send(JSON.stringify(composeProblem(problem, reply.request.id)))
}

/**
 * Makes every error of this instance, Fastify's own included, a problem. What nobody foresaw is answered 500 and logged
 * by name, code and place only: an exception's message may quote what a person wrote.
 */
export const setProblemHandlers = (app: FastifyInstance): void => {
  app.setErrorHandler((error, request, reply) => {
    const problem = problemFromError(error)
    if (problem.status >= 500)
      request.log.error({ requestId: request.id, ...errorPlace(error) }, 'request failed')
    return sendProblem(reply, problem)
  })
  app.setNotFoundHandler((_request, reply) =>
    sendProblem(reply, {
      status: 404,
      code: 'not_found',
      detail: 'There is nothing at this address. Check the path and the method.',
    }),
  )
}

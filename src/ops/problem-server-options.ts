import type { FastifyServerOptions } from 'fastify'
import { composeProblem, type ProblemToSend, problemContentType } from './compose-problem.ts'
import { sendProblem } from './problem.ts'
import { problemFromError } from './problem-from-error.ts'
import { statusTitle } from './status-title.ts'

const byCode: Record<string, ProblemToSend> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    code: 'request_timeout',
    detail: 'The request did not arrive completely in time. Send it again.',
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'headers_too_large',
    detail: 'The headers of the request are too large. Send less of them.',
  },
}

const malformed: ProblemToSend = {
  status: 400,
  code: 'malformed_request',
  detail: 'This is not a well-formed HTTP request.',
}

/**
 * For `fastify({ …problemServerOptions })`: what fails before there is a route (an unreadable request, headers that
 * overflow, a body that never ends, an address that cannot be decoded) is answered as a problem too.
 */
export const problemServerOptions: Pick<FastifyServerOptions, 'clientErrorHandler' | 'frameworkErrors'> = {
  clientErrorHandler: (error, socket) => {
    // Nobody is there any more to read an answer.
    if (error.code === 'ECONNRESET' || socket.destroyed) return
    if (socket.writable) socket.write(composeRawAnswer(byCode[error.code] ?? malformed))
    socket.destroy()
  },
  frameworkErrors: (error, _request, reply) => {
    sendProblem(reply, problemFromError(error))
  },
}

const composeRawAnswer = (problem: ProblemToSend): string => {
  const body = JSON.stringify(composeProblem(problem))
  return [
    `HTTP/1.1 ${problem.status} ${statusTitle(problem.status)}`,
    `content-type: ${problemContentType}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    '',
    body,
  ].join('\r\n')
}

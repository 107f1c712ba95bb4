import type { FastifyRequest } from 'fastify'
import { errorPlace } from '../../ops/error-place.ts'
import { problemFromError } from '../../ops/problem-from-error.ts'
import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskTexts } from '../texts/desk-texts.ts'
import { errorPage } from './render-error.ts'

/** What nobody foresaw, as a page; logged by name, code and place alone, as an exception may quote what a person wrote. */
export const explainError = (error: unknown, request: FastifyRequest, words: DeskTexts): DeskAnswer => {
  const { errors } = words.common
  const { status } = problemFromError(error)
  if (status === 413) return errorPage(errors.tooLarge, errors.tooLarge, 413)
  if (status === 503) return errorPage(errors.unavailableTitle, errors.unavailable, 503)
  if (status >= 500)
    request.log.error({ requestId: request.id, ...errorPlace(error) }, 'a page of the desk failed')
  return errorPage(errors.failedTitle, errors.failed(request.id), status)
}

import { createWriter } from '../../../src/desk/page/create-writer.ts'
import { deskLanguages } from '../../../src/desk/texts/choose-desk-texts.ts'
import type { Visitor } from '../../../src/desk/visit.ts'
import { aUser } from '../open-desk.ts'

/** Somebody who looks, for handlers that are called without a request. */
export const aVisitor = (signal: AbortSignal): Visitor => ({
  user: aUser('agent'),
  who: 'user:agent@example.com',
  csrf: 'x',
  language: 'en',
  words: deskLanguages['en'],
  write: createWriter('en'),
  params: {},
  query: {},
  form: {},
  isPart: true,
  signal,
  requestId: 'test',
  made: () => {},
})

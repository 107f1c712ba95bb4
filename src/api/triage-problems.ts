import type { ProblemToSend } from '../ops/compose-problem.ts'

export const triageOff: ProblemToSend = {
  status: 409,
  code: 'triage_off',
  detail:
    'Triage is not configured. Add "triage: {}" to the configuration and restart; it begins by only observing.',
}

export const notTriaged: ProblemToSend = {
  status: 404,
  code: 'not_found',
  detail: 'There is no such help desk, or it is not triaged.',
}

export const noSuchRun: ProblemToSend = {
  status: 404,
  code: 'not_found',
  detail: 'There is no run with this id. GET /v1/triage/runs lists them.',
}

export const noSuchCategory: ProblemToSend = {
  status: 404,
  code: 'not_found',
  detail: 'There is no such category in the configuration.',
}

export const nothingToLearn = (why: string): ProblemToSend => ({
  status: 409,
  code: 'nothing_to_learn',
  detail: why,
})

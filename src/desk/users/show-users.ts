import type { DeskAnswer } from '../desk-answer.ts'
import type { DeskDependencies } from '../desk-dependencies.ts'
import type { Visitor } from '../visit.ts'
import { renderUsers } from './render-users.ts'

export const showUsers = (visit: Visitor, desk: DeskDependencies): Promise<DeskAnswer> =>
  renderUsers(visit, desk)

import type { DeskDependencies } from '../desk-dependencies.ts'

/** What somebody is called, by how histories name them: `user:EMAIL` gives the name, and the address where nobody has it any more. */
export type NameOf = (who: string) => string

/** Reads who is called what. A store that is away costs the names, and not the page. */
export const readNames = async ({
  users,
  logger,
}: Pick<DeskDependencies, 'users' | 'logger'>): Promise<NameOf> => {
  const names = new Map<string, string>()
  try {
    for (const { email, name } of await users.list()) names.set(email, name)
  } catch (error) {
    logger.warn({ err: error }, 'the names of people could not be read')
  }
  return (who) => {
    const email = who.replace(/^user:/, '')
    return names.get(email) ?? email
  }
}

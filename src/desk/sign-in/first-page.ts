import type { User } from '../../access/users/users.ts'

/** Where somebody comes in who wanted nothing in particular: agents work at tickets, the others look at how things are. */
export const firstPage = (back: string, { role }: Pick<User, 'role'>): string =>
  back === '/' && role === 'agent' ? '/tickets' : back

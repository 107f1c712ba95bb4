import type { DeskRoute } from '../desk-route.ts'
import type { Visitor } from '../visit.ts'

const roles: Record<string, string> = {
  agent: 'deskMakeAgent',
  supervisor: 'deskMakeSupervisor',
  admin: 'deskMakeAdmin',
}

/** What giving a role is called in the audit trail: by the role. */
const roleDeed = ({ role }: Visitor['form']): string =>
  (typeof role === 'string' && Object.hasOwn(roles, role) ? roles[role] : undefined) ?? 'deskSetRole'

const subject = { kind: 'user', param: 'id' } as const

/** The people who may sign in, for admins. */
export const userRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/settings/users',
    needs: 'admin',
    load: () => import('./show-users.ts').then((module) => module.showUsers),
  },
  {
    method: 'POST',
    path: '/settings/users',
    needs: 'admin',
    audit: { what: 'deskInviteUser' },
    load: () => import('./invite-user.ts').then((module) => module.inviteUser),
  },
  {
    method: 'POST',
    path: '/settings/users/:id/link',
    needs: 'admin',
    audit: { what: 'deskLinkUser', subject },
    load: () => import('./invite-user.ts').then((module) => module.linkUser),
  },
  {
    method: 'POST',
    path: '/settings/users/:id/role',
    needs: 'admin',
    audit: { what: roleDeed, subject },
    load: () => import('./change-users.ts').then((module) => module.setRole),
  },
  {
    method: 'POST',
    path: '/settings/users/:id/disable',
    needs: 'admin',
    audit: { what: 'deskDisableUser', subject },
    load: () => import('./change-users.ts').then((module) => module.disableUser),
  },
  {
    method: 'POST',
    path: '/settings/users/:id/enable',
    needs: 'admin',
    audit: { what: 'deskEnableUser', subject },
    load: () => import('./change-users.ts').then((module) => module.enableUser),
  },
  {
    method: 'POST',
    path: '/settings/users/:id/sign-out',
    needs: 'admin',
    audit: { what: 'deskSignUserOut', subject },
    load: () => import('./change-users.ts').then((module) => module.signUserOut),
  },
]

import type { DeskRoute } from '../desk-route.ts'
import { createRefusalRecorder } from './create-refusal-recorder.ts'
import type { SignInContext } from './sign-in-context.ts'

/** The pages of signing in, invitations, signing out, and one's own account. */
export const createSignInRoutes = (context: SignInContext): readonly DeskRoute[] => {
  const recordRefusal = createRefusalRecorder(context)
  return [
    {
      method: 'GET',
      path: '/sign-in',
      needs: 'anyone',
      load: () => import('./pages/show-sign-in.ts').then((module) => module.createShowSignIn(context)),
    },
    {
      method: 'POST',
      path: '/sign-in',
      needs: 'anyone',
      load: () =>
        import('./pages/take-password.ts').then((module) =>
          module.createTakePassword(context, recordRefusal),
        ),
    },
    {
      method: 'POST',
      path: '/sign-in/key',
      needs: 'anyone',
      load: () => import('./pages/take-key.ts').then((module) => module.createTakeKey(context)),
    },
    {
      method: 'GET',
      path: '/sign-in/oidc',
      needs: 'anyone',
      load: () => import('./oidc/start-trip.ts').then((module) => module.createStartTrip(context)),
    },
    {
      method: 'GET',
      path: '/sign-in/oidc/return',
      needs: 'anyone',
      load: () => import('./oidc/end-trip.ts').then((module) => module.createEndTrip(context, recordRefusal)),
    },
    {
      method: 'POST',
      path: '/sign-out',
      needs: 'anyone',
      load: () => import('./pages/sign-out.ts').then((module) => module.signOut),
    },
    {
      method: 'GET',
      path: '/invitation/:secret',
      needs: 'anyone',
      load: () => import('./pages/show-invitation.ts').then((module) => module.createShowInvitation(context)),
    },
    {
      method: 'POST',
      path: '/invitation/:secret',
      needs: 'anyone',
      load: () => import('./pages/take-invitation.ts').then((module) => module.createTakeInvitation(context)),
    },
    {
      method: 'GET',
      path: '/account',
      needs: 'agent',
      load: () => import('./account/show-account.ts').then((module) => module.createShowAccount(context)),
    },
    {
      method: 'POST',
      path: '/account',
      needs: 'agent',
      audit: false,
      load: () => import('./account/change-account.ts').then((module) => module.createChangeAccount(context)),
    },
    {
      method: 'POST',
      path: '/account/password',
      needs: 'agent',
      audit: { what: 'deskChangePassword' },
      load: () =>
        import('./account/change-password.ts').then((module) => module.createChangePassword(context)),
    },
    {
      method: 'POST',
      path: '/account/sign-out-everywhere',
      needs: 'agent',
      audit: { what: 'deskSignOutEverywhere' },
      load: () =>
        import('./account/sign-out-everywhere.ts').then((module) => module.createSignOutEverywhere(context)),
    },
  ]
}

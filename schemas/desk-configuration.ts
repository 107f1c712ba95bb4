import * as z from 'zod'
import { duration, nameSchema, secret } from './setting-kinds.ts'

/** Signing in with an account that people have elsewhere (OpenID Connect, authorization code with PKCE). */
const oidcSchema = z.strictObject({
  issuer: z
    .url({ protocol: /^https?$/ })
    // Whoever sits between could say who people are.
    .refine(
      (issuer) => /^(?:https:|http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?:[:/]|$))/.test(issuer),
      {
        message: 'The provider must be reached by https; http is for one on this machine.',
      },
    )
    .describe('Address of the provider, as it calls itself; https, or http on this machine.'),
  clientId: z.string().min(1).describe('Name of Relevo there.'),
  clientSecret: secret.optional().describe('Its secret there; absent: a public client.'),
  name: z.string().min(1).default('OpenID').describe('What stands on the button.'),
  scopes: z
    .array(z.string().min(1))
    .default(['openid', 'email', 'profile'])
    .describe('What the provider is asked for.'),
  rolesClaim: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The claim with the groups of a person, such as `groups`; absent: roles are given in the desk.',
    ),
  roles: z
    .strictObject({
      agent: z.array(z.string()).default([]).describe('Groups that make an agent.'),
      supervisor: z.array(z.string()).default([]).describe('Groups that make a supervisor.'),
      admin: z.array(z.string()).default([]).describe('Groups that make an admin.'),
    })
    .prefault({})
    .describe('Which groups give which role, where `rolesClaim` is set. The highest counts.'),
  newPeople: z
    .enum(['refuse', 'agent'])
    .default('refuse')
    .describe('Who signs in and is not known: refused until an admin adds the address, or made an agent.'),
})
export type OidcConfig = z.output<typeof oidcSchema>

/** The settings of `desk`: the web pages for agents and admins. */
export const deskSchema = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Whether there is a desk at `/`.'),
    session: z
      .strictObject({
        idle: duration('12h').describe('Who does nothing for so long is signed out.'),
        longest: duration('7d').describe('Everybody is, after so long.'),
      })
      .prefault({})
      .describe('How long people stay signed in.'),
    lockOut: z
      .strictObject({
        failures: z
          .int()
          .min(3)
          .max(100)
          .default(5)
          .describe('Wrong passwords in a row after which an account waits.'),
        wait: duration('5m').describe('How long; doubles with each further round, up to a day.'),
      })
      .prefault({})
      .describe('Against guessing.'),
    passwords: z
      .boolean()
      .default(true)
      .describe('Whether people may sign in with a password; false needs `oidc`.'),
    oidc: oidcSchema.optional().describe('Sign-in by a provider of yours.'),
    inbox: z
      .strictObject({
        helpdesks: z
          .array(nameSchema)
          .min(1)
          .optional()
          .describe('Which help desks; absent: all that can tell what has changed.'),
        every: duration('1m').describe(
          'How often changes are asked for. With `triage` on, its poller does it.',
        ),
        since: duration('30d').describe('At the first start: how far back tickets are read.'),
        limit: z
          .int()
          .min(1)
          .max(1_000_000)
          .default(100_000)
          .describe('Tickets that are kept; the longest unchanged go first.'),
      })
      .prefault({})
      .describe('The list of tickets.'),
    undo: duration('10s').describe('How long a reply waits, so that it can be taken back.'),
  })
  .refine(({ passwords, oidc }) => passwords || oidc !== undefined, {
    path: ['passwords'],
    message: 'Without passwords there must be a provider: set `oidc`.',
  })
export type DeskConfig = z.output<typeof deskSchema>
